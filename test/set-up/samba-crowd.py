"""Fills a fresh domain with more than a server gives in one answer, in one transaction.

1,600 groups that hold one person, and one group that holds these 1,600.
Usage: samba-crowd.py sam.ldb smb.conf
"""

import sys

from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

config = LoadParm()
config.load(sys.argv[2])
database = SamDB(url=sys.argv[1], session_info=system_session(), lp=config)
ou = f"OU=Crowd,{database.domain_dn()}"
person = f"CN=Collector,{ou}"
groups = [f"CN=Many {n},{ou}" for n in range(1600)]


def add(dn, **attributes):
    database.add({"dn": dn, **attributes})


database.transaction_start()
add(ou, objectClass="organizationalUnit")
add(person, objectClass="user", sAMAccountName="collector")
for n, group in enumerate(groups):
    add(group, objectClass="group", sAMAccountName=f"many{n}", member=person)
add(f"CN=Everybody,{ou}", objectClass="group", sAMAccountName="everybody", member=groups)
database.transaction_commit()
