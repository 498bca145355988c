import { describe, expect, it } from 'vitest';
import { stepIds } from '#providers/action.ts';
import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { fold } from '#bot/workflow/case/fold.ts';
import type { Entry } from '#storage/entry.ts';
import { retryCase } from '#bot/workflow/acts/retry-case.ts';
import { changesOf, chosenSteps } from '#bot/workflow/case/steps.ts';
import { askUndo, declineUndo } from '#bot/workflow/acts/undo.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { crashingStore } from '#test/set-up/crashing-store.ts';
import { cupboard, fault, removeThings, type Cupboard } from '#test/set-up/cupboard.ts';
import {
  alex,
  caseId,
  current,
  goOn,
  isaiah,
  megan,
  opened,
  smallWorld,
  type SmallWorld,
  confirmShown,
} from '#test/set-up/small-world.ts';
import { virtualClock } from '#test/set-up/virtual-clock.ts';

/** Numbers from 0 to below 1, the same for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const groups = ['doors', 'lights', 'letters', 'devices'] as const;
const names = groups.flatMap((group) => [1, 2].map((nth) => ({ name: `${group}-${nth}`, group })));

function catalogOf(box: Cupboard) {
  return [
    removeThings(box, { id: 'test.doors', group: 'doors' }),
    removeThings(box, { id: 'test.lights', group: 'lights', after: ['test.doors'], system: 'azure' }),
    removeThings(box, {
      id: 'test.letters',
      group: 'letters',
      step: 'mailbox',
      system: 'exchange',
      undoAfter: ['test.devices'],
    }),
    removeThings(box, {
      id: 'test.devices',
      group: 'devices',
      step: 'final-cleanup',
      after: ['test.letters'],
    }),
  ];
}

/** One of the things that go wrong, for the next call of that name. */
function trouble(box: Cupboard, random: () => number): void {
  const kinds = [
    fault('Denied'),
    fault('busy', { passing: true }),
    fault('timeout', { uncertain: true }),
    fault('timeout', { uncertain: true, passing: true }),
    'swallow',
  ] as const;
  const { name, group } = names[Math.floor(random() * names.length)] ?? { name: '', group: '' };
  const call = [`apply ${name}`, `undo ${name}`, `read ${group}`][Math.floor(random() * 3)] ?? '';
  const kind = kinds[Math.floor(random() * kinds.length)] ?? 'swallow';
  const times = 1 + Math.floor(random() * 4);
  box.faults.set(
    call,
    Array.from({ length: times }, () => kind),
  );
}

function outsiders(box: Cupboard, random: () => number): void {
  const { name, group } = names[Math.floor(random() * names.length)] ?? { name: '', group: '' };
  if (random() < 0.5) box.things.delete(name);
  else box.things.set(name, { name, group, value: random() < 0.5 ? 'on' : 'other' });
}

/** Whatever people may do; what is refused changes nothing. */
async function somebody(world: SmallWorld, random: () => number): Promise<void> {
  const acts = [
    () => retryCase(world, { by: alex, caseId }),
    () => askUndo(world, { by: alex, caseId }),
    () =>
      askUndo(world, { by: alex, caseId, step: stepIds[Math.floor(random() * stepIds.length)] ?? 'mailbox' }),
    () => confirmShown(world, isaiah),
    () => declineUndo(world, { by: alex, caseId }),
    ...(random() < 0.1 ? [() => cancelCase(world, { by: alex, caseId })] : []),
    async () => {
      const { revision } = await current(world);
      const off = random() < 0.3 ? ['test.devices'] : [];
      return chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off });
    },
    async () => {
      for (const { step, hash } of chosenSteps(await current(world))) {
        const verdict = random() < 0.9 ? 'approve' : 'reject';
        for (const by of [alex, megan, isaiah])
          await decide(world, { by, caseId, step, hash, verdict, reason: 'because' });
      }
    },
  ];
  await acts[Math.floor(random() * acts.length)]?.();
}

/** What was just called done is gone, and what was just called undone is there as it was. */
function checkWords(box: Cupboard, news: readonly Entry[]): void {
  for (const { phase, result, change = '', at } of news) {
    if (phase !== 'outcome') continue;
    if (result === 'verified') expect(box.things.has(change), `${change} at ${at}`).toBe(false);
    if (result === 'undone') expect(box.things.has(change), `${change} at ${at}`).toBe(true);
  }
}

/** What every state must be true to, however the case came to it. */
async function check(box: Cupboard, world: SmallWorld, state: CaseState): Promise<void> {
  const changes = state.steps.flatMap(changesOf);
  const entries = await world.store.readCase(caseId);
  expect(fold(entries)).toEqual(state);
  expect(changes.filter(({ status }) => status === 'intended' || status === 'undo-intended')).toEqual([]);
  const intents = new Set(
    entries
      .filter(({ phase }) => phase === 'intent')
      .map(({ change, data }) => `${(data as { direction: string }).direction} ${change}`),
  );
  const effects = box.calls.filter((call) => !call.startsWith('read'));
  expect(effects.filter((call) => !intents.has(call))).toEqual([]);
  if (state.outcome === 'complete') {
    expect(state.sweep?.unreadable).toEqual([]);
    for (const step of chosenSteps(state)) expect(step.approval.status).toBe('approved');
    expect(
      new Set(
        chosenSteps(state)
          .flatMap(changesOf)
          .map(({ status }) => status),
      ),
    ).toEqual(new Set(['verified']));
  }
  if (state.outcome === 'undone' && state.status === 'closed' && state.undo?.confirmed) {
    const refs = new Set(state.undo?.refs);
    const open = changes.filter(
      ({ ref, status }) => refs.has(ref) && !/^(undone|undo-skipped)$/.test(status),
    );
    expect(open).toEqual([]);
    expect(changes.filter(({ status }) => /^(verified|applied|unknown)$/.test(status))).toEqual([]);
  }
}

/** A course of 40 things that happen, each followed by the bot's own work; some of it dies in between. */
async function course(seed: number): Promise<void> {
  const random = numbers(seed);
  const box = cupboard(...names.map(({ name, group }) => ({ name, group, value: 'on' })));
  const [store, clock] = [await openSqliteStore({ file: ':memory:' }), virtualClock()];
  const catalog = catalogOf(box);
  const world = await smallWorld(catalog, { store, clock });
  await opened(world);
  let known = 0;
  for (let turn = 0; turn < 40; turn++) {
    if (random() < 0.25) trouble(box, random);
    if (random() < 0.05) outsiders(box, random);
    if (random() < 0.15) clock.advance(Math.floor(random() * 100) * 3_600_000);
    if (random() < 0.05) clock.advance(-3_600_000);
    if (random() < 0.8) await somebody(world, random);
    if (random() < 0.2) {
      const moment = random() < 0.5 ? 'before' : 'after';
      const dying = crashingStore(store, 1 + Math.floor(random() * 8), moment);
      await goOn(await smallWorld(catalog, { store: dying, clock })).catch(() => {});
      clock.advance(60_000);
    }
    await check(box, world, await goOn(world));
    checkWords(box, await store.readCase(caseId, known));
    known = (await current(world)).head.seq;
  }
}

describe('whatever happens to a case', () => {
  it.each(Array.from({ length: 12 }, (_, index) => index + 1))(
    'course %i comes to rest, sends nothing without an intent and says nothing that was not read back',
    (seed) => course(seed),
  );
});
