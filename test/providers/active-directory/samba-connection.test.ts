import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LdapDirectory } from '#providers/active-directory/ldap-client.ts';
import { failure } from '../http-stage.ts';
import { describeWithSamba } from '../../set-up/describe-with-samba.ts';
import { domain } from '../../set-up/samba-domain.ts';
import { seedOf, type Seed, type SeededAccount } from '../../set-up/samba-seed.ts';
import { ldapOn } from '../../set-up/samba-world.ts';
import { startTcpProxy } from '../../set-up/tcp-proxy.ts';

await describeWithSamba('The connection to a real domain controller', (samba) => {
  const ends: (() => Promise<unknown>)[] = [];
  let seed: Seed | undefined;
  let account: SeededAccount | undefined;
  beforeAll(async () => {
    seed = await seedOf(samba);
    await seed.ou('Disabled Users');
    account = await seed.user('somebody');
  });
  afterAll(async () => {
    await seed?.close();
    for (const end of ends) await end();
  });

  function opened(more: Parameters<typeof ldapOn>[1] = {}): LdapDirectory {
    const directory = ldapOn(samba, more);
    ends.push(() => directory.close());
    return directory;
  }

  it('notes which domain controller answers', async () => {
    expect(await opened().controller()).toBe(domain.host);
  });

  describe('a refused log-on', () => {
    it('says why, without the password', async () => {
      const { failure: facts, message } = await failure(
        opened({ password: 'a-wrong-secret' }).read(account!.guid, []),
      );

      expect(facts).toMatchObject({ system: 'active-directory', operation: 'bind', code: '49/52e' });
      expect(facts.message).toContain('wrong name or password');
      expect(facts.passing ?? false).toBe(false);
      expect(message).not.toContain('a-wrong-secret');
    });

    it('is not tried again for a quarter of an hour, so that the account is not locked', async () => {
      const badLogOns = async () => Number((await seed!.values(domain.botDn, 'badPwdCount'))[0]);
      let now = Date.now();
      const directory = opened({ password: 'another-wrong-one', now: () => now });
      await failure(directory.read(account!.guid, []));
      const once = await badLogOns();

      await failure(directory.read(account!.guid, []));
      await failure(directory.findUsers('somebody', []));
      expect(await badLogOns()).toBe(once);

      now += 15 * 60_000;
      await failure(directory.read(account!.guid, []));
      expect(await badLogOns()).toBe(once + 1);
    });

    it('with an empty password is not even tried, because AD would log on as nobody and call it success', () => {
      expect(() => opened({ password: '' })).toThrow('empty');
    });

    it('names a disabled account of the bot', async () => {
      const { botDn } = domain;
      await seed!.set(botDn, 'userAccountControl', '514');
      try {
        const { failure: facts } = await failure(opened().read(account!.guid, []));
        expect(facts.code).toMatch(/^49\/(533|52e)$/);
      } finally {
        await seed!.set(botDn, 'userAccountControl', '512');
      }
    });
  });

  it('goes on after the domain controller was gone and came back', { timeout: 60_000 }, async () => {
    const directory = opened();
    await directory.read(account!.guid, ['cn']);

    await samba.kill();
    const gone = await failure(directory.replace(account!.guid, 'userAccountControl', ['514']));
    await samba.restart();
    const callers = Array.from({ length: 20 }, () => directory.read(account!.guid, ['cn']));
    await directory.replace(account!.guid, 'userAccountControl', ['514']);

    expect(await Promise.all(callers)).toHaveLength(20);
    expect(gone.failure).toMatchObject({ code: 'unreachable', passing: true });
    expect(await seed!.values(account!.dn, 'userAccountControl')).toEqual(['514']);
  });

  it('a write whose answer never came may have happened, and says so', async () => {
    const proxy = await startTcpProxy({ host: new URL(samba.url).hostname, port: 636 });
    ends.push(() => proxy.close());
    const directory = opened({
      url: `ldaps://localhost:${proxy.port}`,
      operationTimeoutMs: 500,
      connectTimeoutMs: 500,
    });
    await directory.read(account!.guid, []);

    proxy.loseAnswers();
    const write = await failure(directory.replace(account!.guid, 'userAccountControl', ['512']));
    const read = await failure(directory.read(account!.guid, []));

    expect(write.failure).toMatchObject({ code: 'timeout', uncertain: true, passing: true });
    expect(read.failure.uncertain ?? false).toBe(false);
    expect(await seed!.values(account!.dn, 'userAccountControl')).toEqual(['512']);

    proxy.pass();
    expect(await directory.read(account!.guid, ['cn'])).toMatchObject({ attributes: { cn: ['somebody'] } });
  });
});
