import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { madeOnce } from './made-once.ts';
import { runCommand } from './run-command.ts';

/** The make-believe domain of the real domain controller. */
export const domain = {
  realm: 'CONTOSO.TEST',
  baseDn: 'DC=contoso,DC=test',
  host: 'dc1.contoso.test',
  sid: 'S-1-5-21-1004336348-1177238915-682003330',
  adminDn: 'CN=Administrator,CN=Users,DC=contoso,DC=test',
  adminPassword: 'Gr4nd-Test-Only',
  botDn: 'CN=svc-offboarding,CN=Users,DC=contoso,DC=test',
  botName: 'svc-offboarding',
  botPassword: 'B0t-Test-Only!',
  /** Where 1,600 groups are, `Many 0` and so on, with `Collector` in each and all of them in `Everybody`. */
  crowdOu: 'OU=Crowd,DC=contoso,DC=test',
} as const;

/** Databases are thrown away after the tests, so they need not reach the disk. */
export const sambaEnvironment = { ...process.env, TDB_NO_FSYNC: '1' };

/**
 * A folder with a fresh domain, to be copied: made once and kept. Passwords never expire in it, so it does not go
 * stale. Its one account of ours has the rights that the bot's account needs, and no more.
 */
export async function provisionedDomain(): Promise<string> {
  const { output } = await runCommand('samba', ['--version']);
  const version = output.trim().replaceAll(/[^\w.]+/gu, '-');
  return await madeOnce(resolve(import.meta.dirname, `../.cache/${version}-3`), provision);
}

async function provision(folder: string): Promise<void> {
  const names = ['--host-name=dc1', '--host-ip=127.0.0.1', '--domain=CONTOSO', `--realm=${domain.realm}`];
  const identity = [`--domain-sid=${domain.sid}`, `--adminpass=${domain.adminPassword}`];
  const place = [`--targetdir=${folder}`, `--option=posix:eadb=${join(folder, 'eadb.tdb')}`];
  const kind = ['--quiet', '--server-role=dc', '--dns-backend=NONE'];
  await tool(['domain', 'provision', ...kind, ...names, ...identity, ...place]);
  const database = join(folder, 'private/sam.ldb');
  const config = await writeConfig(folder, '127.0.0.1');
  const on = ['-s', config, '-H', database];
  await tool([
    'domain',
    'passwordsettings',
    'set',
    '--max-pwd-age=0',
    '--account-lockout-threshold=99',
    ...on,
  ]);
  await tool(['user', 'create', domain.botName, domain.botPassword, ...on]);
  const shown = await tool(['user', 'show', domain.botName, '--attributes=objectSid', ...on]);
  const sid = /S-1-5-21-[\d-]+/u.exec(shown)?.[0];
  if (sid === undefined) throw new Error('the account of the bot has no SID');
  await tool(['dsacl', 'set', `--objectdn=${domain.baseDn}`, `--sddl=${delegation(sid)}`, ...on]);
  // Samba's own Python: the one on the PATH may know nothing of it.
  await run('/usr/bin/python3', [join(import.meta.dirname, 'samba-crowd.py'), database, config]);
}

const classes = {
  user: 'bf967aba-0de6-11d0-a285-00aa003049e2',
  group: 'bf967a9c-0de6-11d0-a285-00aa003049e2',
} as const;
const written = [
  ['bf967a68-0de6-11d0-a285-00aa003049e2', classes.user, 'userAccountControl'],
  ['bf967a0e-0de6-11d0-a285-00aa003049e2', classes.user, 'name, for a move'],
  ['bf96793f-0de6-11d0-a285-00aa003049e2', classes.user, 'cn, for a move'],
  ['bf9679c0-0de6-11d0-a285-00aa003049e2', classes.group, 'member'],
] as const;

/** What an administrator delegates to the bot's account, as access control entries. */
function delegation(sid: string): string {
  const properties = written.map(([property, kind]) => `(OA;CIIO;WP;${property};${kind};${sid})`);
  // A move deletes a child here and creates one there.
  return [...properties, `(OA;CI;CCDC;${classes.user};;${sid})`].join('');
}

function tool(args: readonly string[]): Promise<string> {
  return run('samba-tool', args);
}

async function run(program: string, args: readonly string[]): Promise<string> {
  const { code, output } = await runCommand(program, args, { env: sambaEnvironment });
  if (code !== 0) throw new Error(`${program} ${args[0]} ${args[1]} failed: ${output.slice(-2000)}`);
  return output;
}

/** Samba's LDAP ports are fixed, so each controller gets an address of its own instead. Returns the file's path. */
export async function writeConfig(folder: string, address: string): Promise<string> {
  const path = join(folder, 'smb.conf');
  const at = (name: string) => join(folder, name);
  const settings = {
    'netbios name': 'DC1',
    realm: domain.realm,
    workgroup: 'CONTOSO',
    'server role': 'active directory domain controller',
    'server services': 'ldap',
    'private dir': at('private'),
    'lock directory': folder,
    'state directory': at('state'),
    'cache directory': at('cache'),
    'pid directory': at('run'),
    'ncalrpc dir': at('ncalrpc'),
    'ntp signd socket directory': at('ntp'),
    'winbindd socket directory': at('winbindd'),
    'binddns dir': at('bind-dns'),
    'log file': at('log.%m'),
    'posix:eadb': at('eadb.tdb'),
    interfaces: `${address}/8`,
    'bind interfaces only': 'yes',
    'tls enabled': 'yes',
    'tls keyfile': at('key.pem'),
    'tls certfile': at('cert.pem'),
    'tls cafile': at('ca.pem'),
    'ldap server require strong auth': 'yes',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
  await writeFile(path, `[global]\n${lines.join('')}`);
  return path;
}

/** The end of what the controller wrote down, for a failure's message. */
export async function lastWords(folder: string): Promise<string> {
  return (await readFile(join(folder, 'samba.log'), 'utf8').catch(() => '')).slice(-2000);
}
