import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import type { AnyAction } from '#providers/action.ts';
import { createLdapDirectory, type LdapDirectory } from '#providers/active-directory/ldap-client.ts';
import { underPermit } from '#providers/permit.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { makeAuthority, sign, type Authority, type Certificate } from '#test/set-up/certificates.ts';
import { cupboard, removeThings } from '#test/set-up/cupboard.ts';
import { findCommand } from '#test/set-up/find-command.ts';
import { ended, startLdapServer, type LdapServer } from '#test/set-up/ldap-server.ts';
import { alex, caseId, goOn, opened, smallWorld, type SmallWorld } from '#test/set-up/small-world.ts';
import { virtualClock } from '#test/set-up/virtual-clock.ts';

const someone = 'd0000000-0000-4000-8000-000000000001';

describe.skipIf(findCommand('openssl') === null)('a change that takes two writes to the directory', () => {
  let folder: string;
  let authority: Authority;
  let certificate: Certificate;
  let server: LdapServer;
  let directory: LdapDirectory;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'offboarding-frozen-'));
    authority = await makeAuthority(join(folder, 'ours'));
    certificate = await sign(authority, 'IP:127.0.0.1');
  });
  afterAll(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    server = await startLdapServer(certificate, (request) => [ended(request)]);
    directory = createLdapDirectory(
      {
        url: server.url,
        bindDn: 'svc@contoso.com',
        password: 'not-a-secret',
        baseDn: 'DC=contoso,DC=com',
        disabledOu: 'OU=Disabled,DC=contoso,DC=com',
        ca: authority.pem,
        connectTimeoutMs: 5_000,
        operationTimeoutMs: 5_000,
      },
      Date.now,
    );
  });
  afterEach(async () => {
    await directory.close();
    await server.close();
  });

  function writes(): number {
    return server.requests.filter(({ operation }) => operation === 'modify').length;
  }

  /** The process hears nothing for two minutes between the two writes; another one does `meanwhile`. */
  async function frozenBetweenWrites(
    meanwhile: (other: SmallWorld) => Promise<unknown>,
  ): Promise<SmallWorld> {
    const box = cupboard({ name: 'a', group: 'doors', value: 'open' });
    const doors = removeThings(box, { id: 'test.doors', group: 'doors' });
    const [clock, store] = [virtualClock(), await openSqliteStore({ file: ':memory:' })];
    const second = await smallWorld([doors], { store, clock });
    const twice = {
      ...doors,
      async apply(...args: Parameters<AnyAction['apply']>) {
        await directory.replace(someone, 'userAccountControl', ['514']);
        clock.advance(120_000);
        await meanwhile(second);
        await directory.replace(someone, 'description', ['left']);
        await doors.apply(...args);
      },
    } as AnyAction;
    const first = await smallWorld([twice], { store, clock });
    await opened(first);
    const { revision } = await goOn(first);
    await chooseForCase(first, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
    await goOn(first);
    await decide(first, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
    return first;
  }

  it('sends no second one when the case was taken between the two', async () => {
    const first = await frozenBetweenWrites((other) => goOn(other));

    await expect(goOn(first)).rejects.toThrow(/epoch \d+ is over/);
    expect(writes()).toBe(1);
  });

  it('sends both when nobody has taken the case meanwhile', async () => {
    const first = await frozenBetweenWrites(async () => {});

    expect((await goOn(first)).outcome).toBe('complete');
    expect(writes()).toBe(2);
  });

  it('asks whether it may when the connection is there, not before: logging on takes time in which a case is lost', async () => {
    const asked: number[] = [];
    const lost = new Error('lost');
    const permit = async (): Promise<void> => {
      asked.push(server.connections());
      throw lost;
    };

    await expect(underPermit(permit, () => directory.replace(someone, 'description', ['left']))).rejects.toBe(
      lost,
    );
    expect(asked).toEqual([1]);
    expect(writes()).toBe(0);
  });
});
