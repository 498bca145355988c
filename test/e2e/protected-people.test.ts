import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { readProtection } from '#bot/workflow/approve/read-protection.ts';
import { chosenSteps } from '#bot/workflow/case/steps.ts';
import type { World } from '#bot/workflow/world.ts';
import { disableAccount } from '#providers/active-directory/disable-account.ts';
import type { LdapDirectory } from '#providers/active-directory/ldap-client.ts';
import { removeFromGroups } from '#providers/active-directory/remove-from-groups.ts';
import { blockSignIn } from '#providers/entra/block-sign-in.ts';
import { personOf } from '#providers/sandbox/people.ts';
import type { RecordedRequest } from '#providers/sandbox/request-log.ts';
import { seed as attackSeed, times } from '#test/set-up/attack.ts';
import { buttonOf, hasButton, wordsOf, type Placed } from '#test/set-up/connector.ts';
import { describeWithSamba } from '#test/set-up/describe-with-samba.ts';
import { writesIn } from '#test/set-up/process/findings.ts';
import { shapes, type Scene } from '#test/set-up/protected-shapes.ts';
import { anchor } from '#test/set-up/samba-company.ts';
import { seedOf, type Seed, type SeededAccount } from '#test/set-up/samba-seed.ts';
import { ldapOn } from '#test/set-up/samba-world.ts';
import { chatOf, teamsStage, type TeamsStage } from '#test/set-up/teams-stage.ts';

/** When somebody becomes protected: what the log's newest entry is by then. */
type Moment = 'chosen' | 'approved';
const moments: readonly Moment[] = ['chosen', 'approved'];

await describeWithSamba('Somebody who is not to be touched', (samba) => {
  let stage: TeamsStage;
  let directory: LdapDirectory;
  let seed: Seed;
  let scene: Scene;
  let rows = 0;
  let due: { readonly moment: Moment; readonly make: () => Promise<void> | void } | null = null;
  let before = { writes: '', messages: 0, requests: 0 };

  beforeAll(async () => {
    directory = ldapOn(samba);
    seed = await seedOf(samba);
    // The first log-on is written down by the controller.
    await directory.controller();
    stage = await teamsStage({}, { furnish: furnished });
    for (const who of ['meganb', 'isaiahl', 'alexw']) await stage.say(who, 'hello');
  });
  afterAll(async () => {
    await stage.stop();
    await Promise.all([directory.close(), seed.close()]);
  });

  /** Three actions of three steps are enough to be asked about and to be stopped. */
  function furnished(world: World): World {
    const systems = { ...world.systems, directory };
    return {
      ...world,
      systems,
      catalog: [disableAccount, removeFromGroups, blockSignIn],
      guards: {
        casesPerHour: 1000,
        get neverTouch() {
          return scene.neverTouch;
        },
      },
      async protection(leaver) {
        await makeWhatIsDue();
        return readProtection(systems, leaver);
      },
    };
  }

  /** At the first look after that moment: as late as it can be without having been seen before. */
  async function makeWhatIsDue(): Promise<void> {
    const [caseId = ''] = await stage.world.store.listOpen();
    const phases = (await stage.world.store.readCase(caseId)).map(({ phase }) => phase);
    if (!due || !phases.includes(due.moment)) return;
    const { make } = due;
    due = null;
    await make();
    await note();
  }

  async function note(): Promise<void> {
    before = { ...before, writes: await seed.writes(), requests: (await requests()).length };
  }

  async function requests(): Promise<readonly RecordedRequest[]> {
    return (await stage.sandbox.control('requests')) as readonly RecordedRequest[];
  }

  beforeEach(async () => {
    await stage.sandbox.control('reset');
    await halfAMinute();
    rows += 1;
    const account = await seed.user(`person${rows}`, { cn: `John Doe ${rows}` });
    await seed.group(`Sales ${rows}`, [account.dn]);
    anchor(stage.sandbox, 'jdoe', account);
    scene = { seed, sandbox: stage.sandbox, account, neverTouch: [] };
    due = null;
    before = { ...before, messages: stage.connector.messages.length };
  });

  /** Teams lets a bot write only so much in that time. */
  async function halfAMinute(): Promise<void> {
    for (let n = 0; n < 12; n += 1) await stage.clock.sleep(2_500);
  }

  function said(): string {
    return stage.connector.messages
      .slice(before.messages)
      .map(({ activity }) => wordsOf(activity))
      .join('\n');
  }

  async function expectNothingHappened(): Promise<void> {
    expect(await seed.writes()).toBe(before.writes);
    expect(writesIn((await requests()).slice(before.requests))).toEqual([]);
  }

  describe('is refused before a case is opened, and nobody else hears of it', () => {
    it.each(shapes.map((shape) => [shape.name, shape] as const))('who %s', async (_name, shape) => {
      await shape.make(scene);
      await note();
      await stage.say('alexw', `/offboard ${personOf('jdoe').upn}`);

      await newMessage();
      expect(said()).toContain('This account is protected');
      expect(said()).toContain(shape.words);
      const chats = stage.connector.messages.slice(before.messages).map(({ conversation }) => conversation);
      expect(chats).toEqual([chatOf('alexw')]);
      expect(await stage.world.store.listOpen()).toEqual([]);
      const { entries } = await stage.world.store.history({ phases: ['refused'], limit: 1 });
      expect(entries[0]).toMatchObject({ reason: 'protected', actor: { id: personOf('alexw').id } });
      await expectNothingHappened();
    });
  });

  describe('is not touched when that comes later', () => {
    const late = shapes.filter(({ inborn }) => !inborn);
    const all = late.flatMap((shape) => moments.map((moment) => [shape.name, moment, shape] as const));
    const every = times({ short: 5, long: 1 });

    it.each(all.filter((_, n) => n % every === attackSeed % every))(
      'who %s, since the case was %s',
      async (_name, moment, shape) => {
        due = { moment, make: () => shape.make(scene) };
        const state = await stoppedCase(moment);

        expect(chosenSteps(state).map(({ approval }) => approval.status)).toEqual(Array(3).fill('expired'));
        const entries = await stage.entries(state.caseId);
        expect(entries.filter(({ phase }) => phase === 'intent')).toEqual([]);
        if (moment === 'chosen') expect(entries.filter(({ phase }) => phase === 'asked')).toEqual([]);
        await expectNothingHappened();
        await stage.connector.until(({ activity }) => wordsOf(activity).includes(shape.words));
        await stage.say('alexw', `/cancel ${state.caseId}`);
      },
    );

    async function stoppedCase(moment: Moment): Promise<CaseState> {
      await stage.say('alexw', '/offboard jdoe');
      const plan = await newCard('choose');
      const { data } = buttonOf(cardOf(plan), 'choose');
      const caseId = String(data['caseId']);
      await stage.click('alexw', { verb: 'choose', data: { ...data, mailbox: 'both' } });
      if (moment === 'approved') {
        await newCard('approve');
        await stage.say('alexw', `/approve ${caseId} 1`);
      }
      return restOf(caseId);
    }
  });

  describe('is oneself, by whatever name', () => {
    const { id, upn, name } = personOf('alexw');
    const names: readonly (readonly [string, (account: SeededAccount) => string])[] = [
      ['the sign-in name', () => upn],
      ['the sign-in name in capitals', () => upn.toUpperCase()],
      ['the part before the @', () => 'alexw'],
      ['the mail address', () => 'alex.wilber@contoso.test'],
      ['another address of the mailbox', () => 'aw@old.contoso.test'],
      ['the account name', ({ accountName }) => accountName],
      ['the account name in capitals, with blanks', ({ accountName }) => `  ${accountName.toUpperCase()}  `],
      ['the account name with its domain', ({ accountName }) => `CONTOSO\\${accountName}`],
      ['the account name with its domain in small letters', ({ accountName }) => `contoso\\${accountName}`],
      [
        'the account name with the DNS name of its domain',
        ({ accountName }) => `contoso.test\\${accountName}`,
      ],
      ['the sign-in name on premises', ({ accountName }) => `${accountName}@contoso.test`],
      ['the display name', () => name],
      ['the display name in small letters', () => name.toLowerCase()],
      ['the object id', () => id],
      ['the object id in capitals', () => id.toUpperCase()],
    ];
    it.each(names)('%s is refused', async (_what, nameOf) => {
      const proxyAddresses = ['SMTP:alex.wilber@contoso.test', 'smtp:aw@old.contoso.test'];
      const attributes = { mail: 'alex.wilber@contoso.test', proxyAddresses };
      const account = await seed.user(`alexw${rows}`, { cn: `Alex ${rows}`, attributes });
      anchor(stage.sandbox, 'alexw', account);
      await note();
      await stage.say('alexw', `/offboard ${nameOf(account)}`);
      await seed.client.del(account.dn);

      await newMessage();
      expect(said()).toContain('You cannot offboard yourself');
      expect(await stage.world.store.listOpen()).toEqual([]);
    });

    it('with the name of another domain in front is nobody this company knows', async () => {
      const account = await seed.user(`alexw${rows}`);
      anchor(stage.sandbox, 'alexw', account);
      await stage.say('alexw', `/offboard FABRIKAM\\${account.accountName}`);

      expect(said()).toContain('Nobody found');
    });
  });

  const cardOf = ({ activity }: Placed): unknown => activity.attachments?.[0]?.content;

  function newCard(verb: string): Promise<Placed> {
    return newMessage((message) => hasButton(cardOf(message), verb));
  }

  function newMessage(wanted: (message: Placed) => boolean = () => true): Promise<Placed> {
    const old = new Set(stage.connector.messages.slice(0, before.messages));
    return stage.connector.until((message) => !old.has(message) && wanted(message));
  }

  async function restOf(caseId: string): Promise<CaseState> {
    return expect
      .poll(() => stage.world.cases.read(caseId), { interval: 10, timeout: 20_000 })
      .toMatchObject({ status: 'attention' })
      .then(async () => (await stage.world.cases.read(caseId))!);
  }
});
