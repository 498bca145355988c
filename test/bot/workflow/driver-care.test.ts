import { beforeEach, describe, expect, it } from 'vitest';
import { event } from '#bot/workflow/case/event.ts';
import { createDriver, type Driver } from '#bot/workflow/driver.ts';
import { HoldLost } from '#bot/workflow/hold/hold.ts';
import { LogDamaged, type LogStore, StoreDown } from '#storage/log-store.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { alex, caseId, johnDoe, smallWorld, type SmallWorld } from '#test/set-up/small-world.ts';

interface Line {
  readonly level: 'info' | 'error';
  readonly facts: Readonly<Record<string, unknown>>;
  readonly message: string;
}

let world: SmallWorld;
let driver: Driver;
let lines: Line[];
let still: boolean[];
/** What reading a case meets, in this order; then the log itself answers. */
let faults: (Error | 'hang')[];
let hanging: (() => void)[];

beforeEach(async () => {
  [lines, still, faults, hanging] = [[], [], [], []];
  const store = await openSqliteStore({ file: ':memory:' });
  const readCase: LogStore['readCase'] = async (id, after) => {
    const fault = faults.shift();
    if (fault instanceof Error) throw fault;
    if (fault === 'hang') await new Promise<void>((resolve) => hanging.push(resolve));
    return store.readCase(id, after);
  };
  const made = await smallWorld([], { store: { ...store, readCase } });
  const note = (level: Line['level']) => (facts: object, message: string) =>
    void lines.push({ level, facts: { ...facts }, message });
  world = {
    ...made,
    log: { ...made.log, info: note('info'), error: note('error') },
    standsStill: (_state, isStill) => void still.push(isStill),
  };
  driver = createDriver(world);
});

async function openCase(id = caseId): Promise<void> {
  const choices = { mailbox: 'both', successor: null } as const;
  const { id: leaverId, upn, name } = johnDoe;
  const data = { query: 'x', leaver: johnDoe, choices, dryRun: false };
  const draft = event('opened', alex, data, { leaver: { id: leaverId, upn, name } });
  await world.store.markOpen(id);
  await world.cases.record(id, (state) => (state ? null : draft));
}
async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 1000; turn++) {
    if (await done()) return;
    await new Promise(setImmediate);
  }
  throw new Error('it did not come to that');
}
const quiet = async () => {
  for (let turn = 0; turn < 60; turn++) await new Promise(setImmediate);
};
const phases = async (id = caseId) => (await world.store.readCase(id)).map(({ phase }) => phase);
const isPlanned = async () => (await phases()).includes('planned');

describe('the driver', () => {
  it('works on twenty-five cases at a time, and begins the next when one is over', async () => {
    const ids = Array.from({ length: 27 }, (_, nth) => `OFF-${10_000 + nth}`);
    faults = ids.map(() => 'hang');
    for (const id of ids) driver.wake(id);
    await quiet();
    expect(hanging).toHaveLength(25);

    hanging[0]?.();
    await until(() => hanging.length === 26);
    for (const go of hanging) go();
    await until(() => hanging.length === 27);
    hanging[26]?.();
    await driver.stop();
  });

  it('works once on a case however often it is woken, and again when it was woken meanwhile', async () => {
    faults = ['hang'];
    driver.wake(caseId);
    await until(() => hanging.length === 1);
    await openCase();
    driver.wake(caseId);
    driver.wake(caseId);
    await quiet();
    expect(hanging).toHaveLength(1);

    hanging[0]?.();
    await until(isPlanned);
    await driver.stop();
    expect((await phases()).filter((phase) => phase === 'planned')).toHaveLength(1);
  });

  it('writes nothing into a case that waits for a person', async () => {
    await openCase();
    driver.wake(caseId);
    await until(isPlanned);
    await until(async () => (await phases()).at(-1) === 'released');
    const before = await phases();
    driver.wake(caseId);
    await quiet();

    expect(await phases()).toEqual(before);
    await driver.stop();
  });

  it('takes an ended case off the list, and writes nothing into it', async () => {
    await openCase();
    await world.cases.record(caseId, () => event('closed', alex, { outcome: 'canceled' }));
    driver.wake(caseId);
    await until(async () => (await world.store.listOpen()).length === 0);

    expect(await phases()).toEqual(['opened', 'closed']);
    await driver.stop();
  });

  it('knows nothing to do for a case that is not there', async () => {
    driver.wake(caseId);
    await quiet();

    expect(lines).toEqual([]);
    await driver.stop();
  });

  it('begins nothing once it was told to stop', async () => {
    await openCase();
    await driver.stop();
    driver.wake(caseId);
    await quiet();

    expect(await phases()).toEqual(['opened']);
  });

  it('goes on with a case that a system held up, when its time has come', async () => {
    await openCase();
    const until10 = event('held-up', alex, { tries: 1, until: '2026-11-23T09:10:00.000Z' });
    await world.cases.record(caseId, () => until10);
    driver.wake(caseId);
    await until(isPlanned);

    expect(world.clock.slept).toContain(600_000);
    await driver.stop();
  });
});

describe('what goes wrong', () => {
  it('with the list of cases is said, and the list is read again a minute later', async () => {
    await openCase();
    let times = 0;
    const listOpen = async () => {
      if (times++ === 0) throw new StoreDown('full');
      return world.store.listOpen();
    };
    driver = createDriver({ ...world, store: { ...world.store, listOpen } });
    driver.start();
    await until(isPlanned);
    await driver.stop();

    expect(lines).toEqual([
      {
        level: 'error',
        facts: { error: 'StoreDown: full' },
        message: 'open cases could not be listed',
      },
    ]);
    expect(world.clock.slept).toContain(60_000);
  });

  it('is no fault when another instance has taken the case', async () => {
    await openCase();
    faults = [new HoldLost('taken')];
    driver.wake(caseId);
    await until(() => lines.length > 0);

    expect(lines).toEqual([
      {
        level: 'info',
        facts: { caseId, error: 'HoldLost: taken' },
        message: 'another instance has taken the case',
      },
    ]);
    await driver.stop();
  });

  it('in the log stops the case for seconds, and people are told once, until it goes on', async () => {
    await openCase();
    let down = 2;
    const cases = {
      read: (id: string) => world.cases.read(id),
      record: (...[id, decide, epoch]: Parameters<typeof world.cases.record>) =>
        down-- > 0 ? Promise.reject(new StoreDown('full')) : world.cases.record(id, decide, epoch),
    };
    driver = createDriver({ ...world, cases });
    driver.wake(caseId);
    await until(isPlanned);
    await driver.stop();

    expect(still).toEqual([true, false]);
    expect(world.clock.slept.filter((ms) => ms === 3000)).toHaveLength(2);
    expect(lines.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      'error: the case stands still',
      'error: the case stands still',
    ]);
  });

  it('with entries that were changed is not told to people: it does not pass by itself', async () => {
    await openCase();
    const cases = { ...world.cases, read: world.cases.read.bind(world.cases) };
    const record = () => Promise.reject(new LogDamaged(`${caseId}#000001`, 'x'));
    driver = createDriver({ ...world, cases: { ...cases, record } });
    driver.wake(caseId);
    await until(() => lines.length > 0);
    await driver.stop();

    expect(still).toEqual([]);
    expect(lines[0]?.message).toBe('the case stands still');
  });

  it('by a fault of our own lets the case rest, while the minutes go by', async () => {
    await openCase();
    let reads = 0;
    const read = async () => {
      reads += 1;
      throw new Error('phase "teleported" is unknown');
    };
    driver = createDriver({ ...world, cases: { read, record: () => read() } });
    driver.start();
    await until(() => world.clock.now().getTime() >= Date.parse('2026-11-23T09:05:30.000Z'));
    await driver.stop();

    expect(reads).toBe(2);
    expect(lines[0]).toEqual({
      level: 'error',
      facts: { caseId, error: 'Error: phase "teleported" is unknown' },
      message: 'the case stands still',
    });
  });
});
