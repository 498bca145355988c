import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findCommand } from '#test/set-up/find-command.ts';
import { runCommand } from '#test/set-up/run-command.ts';
import type { Samba } from '#test/set-up/samba.ts';

/** OpenLDAP's own tool on a domain controller, with the bot's account. */
export interface Ldapmodify {
  /** One change a group, as one file. @throws when the tool says that one failed */
  removeMember(groups: readonly string[], member: string): Promise<void>;
}

export async function ldapmodify(
  samba: Samba,
  folder: string,
): Promise<Ldapmodify | { readonly missing: string }> {
  const program = findCommand('ldapmodify');
  if (program === null) return { missing: 'ldapmodify: apt-get install ldap-utils' };
  const at = (name: string): string => join(folder, name);
  await writeFile(at('password'), samba.password, { mode: 0o600 });
  await writeFile(at('ca.pem'), samba.ca);
  const env = { ...process.env, LDAPTLS_CACERT: at('ca.pem'), LDAPTLS_REQCERT: 'demand' };
  const args = ['-x', '-H', samba.url, '-D', samba.bindDn, '-y', at('password'), '-f', at('changes.ldif')];
  return {
    async removeMember(groups, member) {
      const changes = groups.map(
        (group) => `dn: ${group}\nchangetype: modify\ndelete: member\nmember: ${member}\n`,
      );
      await writeFile(at('changes.ldif'), changes.join('\n'));
      const { code, output } = await runCommand(program, args, { env });
      if (code !== 0) throw new Error(`ldapmodify: ${output.slice(-500)}`);
    },
  };
}
