import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '#bot/policy/refusal.ts';
import {
  createUnderWay,
  type Door,
  mostUnderWay,
  type Taking,
  type UnderWay,
} from '#bot/report/under-way.ts';

let underWay: UnderWay;
let minute: number;
beforeEach(() => {
  minute = 0;
  underWay = createUnderWay({ now: () => new Date(Date.UTC(2026, 10, 26, 8, minute++)) });
});

const begin = (who: string, door: Door = 'chat', what = `the report of ${who}`): Answer<Taking> =>
  underWay.begin({ by: { id: who, name: who }, door, what });
const begun = (who: string, door?: Door): Taking => {
  const answer = begin(who, door);
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
};
const codeOf = (answer: Answer<Taking>): string => (answer.ok ? 'taken' : answer.refusal.code);
/** Who of these has been told that it may run. */
async function running(takings: Readonly<Record<string, Taking>>): Promise<readonly string[]> {
  const asked = Object.entries(takings).map(async ([who, { turn }]) => {
    const answer = await Promise.race([turn, Promise.resolve(null)]);
    return answer?.ok ? [who] : [];
  });
  return (await Promise.all(asked)).flat();
}

describe('what somebody takes', () => {
  it('is one thing a person, through whichever door, and a refusal says which and since when', () => {
    begun('alex');

    expect(begin('ALEX', 'tab')).toEqual({
      ok: false,
      refusal: {
        code: 'already-taking',
        facts: { what: 'the report of alex', when: '2026-11-26T08:00:00.000Z' },
      },
    });
    expect(codeOf(begin('megan', 'tab'))).toBe('taken');
  });

  it('can be something new once the first has ended', () => {
    const first = begun('alex');
    first.made();
    expect(codeOf(begin('alex'))).toBe('already-taking');
    first.end();

    expect(codeOf(begin('alex'))).toBe('taken');
  });

  it('waits in the chat for what came before, in the order in which it came', async () => {
    const takings = { alex: begun('alex'), megan: begun('megan'), adele: begun('adele') };
    expect(Object.values(takings).map(({ before }) => before)).toEqual([0, 1, 2]);
    expect(await running(takings)).toEqual(['alex']);
    takings.alex.made();
    expect(await running(takings)).toEqual(['alex', 'megan']);
    takings.megan.end();

    expect(await running(takings)).toEqual(['alex', 'megan', 'adele']);
  });

  it('holds up nobody when it is given up while it waits', async () => {
    const takings = { alex: begun('alex'), megan: begun('megan'), adele: begun('adele') };
    takings.megan.end();
    takings.alex.end();

    expect(await running(takings)).toEqual(['alex', 'adele']);
  });

  it.each(['chat', 'tab'] as const)('is refused through the %s when so many others came before', (door) => {
    const { atOnce, waiting } = mostUnderWay[door];
    const others = Array.from({ length: atOnce + waiting }, (_, nth) => begun(`other-${nth}`, door));
    expect(begin('alex', door)).toEqual({
      ok: false,
      refusal: { code: 'too-many-takings', facts: { count: String(others.length) } },
    });
    others[0]?.end();

    expect(codeOf(begin('alex', door))).toBe('taken');
  });

  it('through one door is not held up by the other', async () => {
    for (let nth = 0; nth < mostUnderWay.tab.atOnce; nth++) begun(`other-${nth}`, 'tab');

    expect(await running({ alex: begun('alex') })).toEqual(['alex']);
  });

  it('gives its place up once, however often that is said', async () => {
    const alex = begun('alex');
    alex.made();
    alex.end();
    alex.end();
    const next = { megan: begun('megan'), adele: begun('adele') };
    alex.made();

    expect(await running(next)).toEqual(['megan']);
  });

  it('is not begun while the bot stops; who waits is turned away, and what runs is told and waited for', async () => {
    const [alex, megan] = [begun('alex'), begun('megan')];
    let stopped = false;
    const stop = underWay.stop().then(() => (stopped = true));

    expect(codeOf(begin('adele', 'tab'))).toBe('bot-stopping');
    expect(await megan.turn).toMatchObject({ ok: false, refusal: { code: 'bot-stopping' } });
    expect([alex.stopping.aborted, stopped]).toEqual([true, false]);
    alex.end();
    await stop;
  });

  it('holds up no stop when it has ended', async () => {
    begun('alex').end();
    await underWay.stop();

    expect(codeOf(begin('alex'))).toBe('bot-stopping');
  });
});
