import { beforeAll, describe, expect, it } from 'vitest';
import { acts } from '#bot/policy/acts.ts';
import { buttons } from '#bot/teams/buttons.ts';
import { commands } from '#bot/teams/commands.ts';
import { eventData } from '#bot/workflow/case/events.ts';
import { triesFor, typed } from '#test/set-up/people/acts.ts';
import { type Directory, frontDesk } from '#test/set-up/people/front-desk.ts';
import { type PersonaName, personas } from '#test/set-up/people/personas.ts';
import { approvalStatuses } from '#test/set-up/people/situations.ts';
import { type Snapshot, snapshots } from '#test/set-up/people/snapshots.ts';
import { startSandbox } from '#test/set-up/sandbox-world.ts';
import { directoryFor } from '#test/set-up/people/directory-for.ts';
import { wrongsIn } from './verdict.ts';

let cases: readonly Snapshot[];
let tried = 0;

beforeAll(async () => {
  cases = await snapshots();
});

/** Somebody tries everything there is about one case; after what had an effect, on a fresh copy. */
async function everything(
  name: PersonaName,
  snapshot: Snapshot,
  directory: Directory,
): Promise<readonly string[]> {
  const wrongs: string[] = [];
  let desk = await frontDesk(directory, snapshot);
  for (const attempt of triesFor(snapshot.state)) {
    const noticed = await desk.tries(personas[name], attempt);
    tried++;
    wrongs.push(...wrongsIn(noticed, name, snapshot, attempt));
    if (!noticed.moved && noticed.entries.every(({ phase }) => phase === 'refused')) continue;
    await desk.close();
    desk = await frontDesk(directory, snapshot);
  }
  await desk.close();
  return wrongs;
}

describe('who may do what', () => {
  it.each(Object.keys(personas) as PersonaName[])(
    '%s: exactly what is promised, at every point of a case',
    { timeout: 120_000 },
    async (name) => {
      // One for each: a connection that nobody uses for seconds is closed by the server.
      const sandbox = await startSandbox();
      const directory = await directoryFor(sandbox, personas[name]);
      const wrongs: string[] = [];
      for (const snapshot of cases) wrongs.push(...(await everything(name, snapshot, directory)));
      await sandbox.stop();

      expect(wrongs).toEqual([]);
    },
  );

  it('was tried with every act, every button, every command, every approval and every end of a case', () => {
    const names = new Set(cases.flatMap(({ state }) => triesFor(state).map(({ act }) => act)));
    const words = [...commands.values()].map(({ name }) => name);
    const approvals = new Set(
      cases.flatMap(({ state }) => state.steps.map(({ approval }) => approval.status)),
    );

    expect([...names].toSorted()).toEqual(Object.keys(acts).toSorted());
    expect(Object.keys(acts)).toEqual(expect.arrayContaining(Object.keys(buttons)));
    expect(Object.keys(typed).toSorted()).toEqual([...new Set(words)].toSorted());
    expect([...approvals].toSorted()).toEqual(Object.keys(approvalStatuses).toSorted());
    const outcomes = cases.flatMap(({ state }) => state.outcome ?? []);
    expect([...new Set(outcomes)].toSorted()).toEqual(eventData.closed.shape.outcome.options.toSorted());
    expect(tried).toBeGreaterThan(10_000);
  });
});
