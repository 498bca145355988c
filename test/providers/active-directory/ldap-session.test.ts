import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLdapDirectory, type LdapDirectory } from '#providers/active-directory/ldap-client.ts';
import { failure } from '../http-stage.ts';
import type { ProviderFailure } from '#providers/provider-error.ts';
import { makeAuthority, sign, type Authority, type Certificate } from '../../set-up/certificates.ts';
import { findCommand } from '../../set-up/find-command.ts';
import { startLdapServer } from '../../set-up/ldap-server.ts';

const someone = 'd0000000-0000-4000-8000-000000000001';
const ends: (() => Promise<unknown>)[] = [];

describe.skipIf(findCommand('openssl') === null)('a server that is not the right domain controller', () => {
  let folder = '';
  let authority: Authority | undefined;
  let stranger: Authority | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'offboarding-tls-'));
    authority = await makeAuthority(join(folder, 'ours'));
    stranger = await makeAuthority(join(folder, 'theirs'), 'Somebody else');
    ends.push(() => rm(folder, { recursive: true }));
  });

  /** How it is refused, before it hears a word: neither the password nor a change. */
  async function refusedBy(certificate: Certificate): Promise<ProviderFailure> {
    const server = await startLdapServer(certificate, () => []);
    ends.push(() => server.close());
    const directory = elsewhere(server.url, authority!.pem);
    const read = await failure(directory.read(someone, []));
    const write = await failure(directory.replace(someone, 'userAccountControl', ['514']));

    expect(server.requests).toEqual([]);
    expect(write.failure.uncertain ?? false).toBe(false);
    return read.failure;
  }

  it('is refused when its certificate comes from a foreign authority', async () => {
    const facts = await refusedBy(await sign(stranger!, 'IP:127.0.0.1'));

    expect(facts.code).toMatch(/^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN)$/);
    expect(facts.message).toContain('authority');
  });

  it.each([
    ['has expired', 'CERT_HAS_EXPIRED', 'IP:127.0.0.1', -1],
    ['is for another name', 'ERR_TLS_CERT_ALTNAME_INVALID', 'DNS:dc9.contoso.test', 2],
  ])('is refused when its certificate %s', async (_how, code, names, days) => {
    const facts = await refusedBy(await sign(authority!, names, days));

    expect(facts.code).toBe(code);
    expect(facts.message).toContain('certificate');
  });

  it('is asked once when many callers come at the same moment', async () => {
    let connections = 0;
    const url = await listening(createServer(() => (connections += 1)));
    const directory = elsewhere(url, authority!.pem);

    await Promise.all(Array.from({ length: 20 }, () => failure(directory.read(someone, []))));

    expect(connections).toBe(1);
  });

  it('is refused when its certificate is self-signed', async () => {
    const own = await makeAuthority(join(folder, 'self'), 'dc1');
    const key = await readFile(join(own.folder, 'ca.key'), 'utf8');
    const facts = await refusedBy({ key, cert: own.pem });

    expect(facts.code).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  });

  it('is refused when it speaks no TLS', async () => {
    const url = await listening(createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    const { failure: facts } = await failure(elsewhere(url, authority!.pem).read(someone, []));
    expect(facts.message).toContain('does not speak LDAPS');
  });

  it('is given up when it never says anything', async () => {
    const url = await listening(createServer());
    const { failure: facts } = await failure(elsewhere(url, authority!.pem).read(someone, []));
    expect(facts).toMatchObject({ code: 'timeout', passing: true });
    expect(facts.uncertain ?? false).toBe(false);
  });

  it('is unreachable when nobody listens or no such name is known', async () => {
    const nobody = await failure(elsewhere('ldaps://127.0.0.1:1', '').read(someone, []));
    const noName = await failure(elsewhere('ldaps://dc1.invalid', '').read(someone, []));
    expect(nobody.failure).toMatchObject({ code: 'unreachable', passing: true });
    expect(noName.failure).toMatchObject({ code: 'unreachable', passing: true });
  });

  it.each(['ldap://127.0.0.1', 'http://127.0.0.1'])('%s is refused before a password goes out', (url) => {
    expect(() => elsewhere(url, '')).toThrow('ldaps:// only');
  });

  afterAll(async () => {
    for (const end of ends) await end();
  });
});

function elsewhere(url: string, ca: string): LdapDirectory {
  const settings = { url, ca, bindDn: 'CN=Bot', password: 'secret', baseDn: 'DC=x', disabledOu: 'OU=y' };
  const directory = createLdapDirectory(
    { ...settings, connectTimeoutMs: 300, operationTimeoutMs: 300 },
    Date.now,
  );
  ends.push(() => directory.close());
  return directory;
}

async function listening(server: Server): Promise<string> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => open.add(socket));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  ends.push(async () => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return `ldaps://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
