import { afterAll, beforeAll, expect, it } from 'vitest';
import { contoso } from '#providers/sandbox/people.ts';
import type { Company } from '#providers/sandbox/company.ts';
import { openEntry } from '#storage/open-entry.ts';
import { fromRaw } from '#storage/seal.ts';
import { times } from '#test/set-up/attack.ts';
import { hostileTexts } from '#test/set-up/hostile-texts.ts';
import { buttonOf, hasButton, type Placed } from '#test/set-up/connector.ts';
import { chatOf, teamsStage, type TeamsStage } from '#test/set-up/teams-stage.ts';
import { cardGrammar } from '../../cards/card-grammar.ts';
import { steering } from '../../cards/card-readers.ts';
import { textOf } from '../../cards/nodes-of.ts';

/** What people type, and what systems call things, through the whole bot. */
let stage: TeamsStage;
beforeAll(async () => {
  stage = await teamsStage();
});
afterAll(() => stage.stop());

const cardOf = ({ activity }: Placed): unknown => activity.attachments?.[0]?.content;
const said = (): readonly Placed[] =>
  stage.connector.messages.filter((one) => one.activity.type === 'message');

/** A chat of its own: Teams takes only so many messages a minute in one, and the bot keeps to it. */
function chat(nth: number): object {
  const conversation = { id: `a:alexw-${nth}`, conversationType: 'personal', tenantId: contoso.tenantId };
  return { conversation };
}

/** What is wrong with the cards in these messages. */
function wrongIn(messages: readonly Placed[]): readonly unknown[] {
  return messages.flatMap((message) => {
    const card = cardOf(message);
    const text = textOf(card);
    const issues = cardGrammar.safeParse(card).error?.issues ?? [];
    return steering.test(text) || !text.isWellFormed() ? [...issues, text] : issues;
  });
}

async function refused() {
  const { entries } = await stage.world.store.history({ phases: ['refused'], limit: 1000 });
  return entries;
}

it('whatever somebody types is answered by one card, noted once, and nothing breaks', async () => {
  const typed = hostileTexts.filter((text) => text.trim() !== '').map((text) => `/offboard ${text}`);
  for (const [nth, text] of typed.entries()) {
    const [before, noted] = [said().length, (await refused()).length];
    const answer = await stage.say('alexw', text, chat(nth));

    expect(answer.status, text).toBe(200);
    expect(said(), text).toHaveLength(before + 1);
    expect(await refused(), text).toHaveLength(noted + 1);
  }
  expect(wrongIn(said())).toEqual([]);
  expect(stage.lines.filter((line) => line.startsWith('an act failed'))).toEqual([]);
});

it('a name that Teams itself hands on changes nothing either', async () => {
  for (const [nth, name] of hostileTexts.entries()) {
    const from = { id: '29:alexw', name, aadObjectId: 'e0000000-0000-4000-8000-000000000001' };
    expect((await stage.say('alexw', '/status', { from, ...chat(nth) })).status).toBe(200);
  }
  expect(wrongIn(said())).toEqual([]);
});

/** Everybody and everything at Contoso but John Doe's sign-in name is called so. */
function rename({ graph }: Company, name: string): void {
  for (const user of graph.users) Object.assign(user, { displayName: name });
  for (const group of graph.groups) Object.assign(group, { displayName: name });
}

const packed = pack(hostileTexts.map((text) => text.toWellFormed()));

/** As many in one name as the longest name holds. */
function pack(texts: readonly string[]): readonly string[] {
  const names = [''];
  for (const text of texts) {
    const longer = `${names.at(-1)} ${text}`.trim();
    if (longer.length <= 250) names[names.length - 1] = longer;
    else names.push(text);
  }
  return names;
}

it('names from directory and cloud are in the plan as text, and in the log to the letter', async () => {
  for (const name of packed.slice(0, times({ short: 4, long: 100 }))) {
    rename(stage.sandbox.company(), name);
    const before = said().length;
    await stage.say('alexw', '/offboard jdoe@contoso.com');
    const plan = await stage.connector.until(
      (one) => said().indexOf(one) >= before && hasButton(cardOf(one), 'choose'),
    );
    const caseId = String(buttonOf(cardOf(plan), 'choose').data['caseId']);
    const entries = await stage.entries(caseId);

    expect(entries.find(({ phase }) => phase === 'opened')?.leaver?.name).toBe(name);
    expect(JSON.stringify(entries.find(({ phase }) => phase === 'planned')?.data)).toContain(inJson(name));
    for (const entry of entries) expect(openEntry(fromRaw(entry), await stage.keys(entries))).toEqual(entry);
    expect(wrongIn(said().slice(before))).toEqual([]);
    await stage.say('alexw', `/cancel ${caseId}`);
  }
  expect(stage.connector.messages.map(({ conversation }) => conversation)).toContain(chatOf('alexw'));
});

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
