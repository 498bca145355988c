import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acts } from '#bot/policy/acts.ts';
import { lookUpCaller } from '#bot/teams/look-up-caller.ts';
import { buttons } from '#bot/teams/buttons.ts';
import { commands } from '#bot/teams/commands.ts';
import { eventData } from '#bot/workflow/events.ts';
import { catalog } from '#providers/catalog.ts';
import { permissionsOf } from '#providers/permissions.ts';
import { triesFor, type Try, typed } from '#test/set-up/people/acts.ts';
import { chatOf, type Directory, frontDesk, type Noticed, roles } from '#test/set-up/people/front-desk.ts';
import { type Persona, type PersonaName, personas } from '#test/set-up/people/personas.ts';
import { approvalStatuses } from '#test/set-up/people/situations.ts';
import { type Snapshot, snapshots } from '#test/set-up/people/snapshots.ts';
import { type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';
import { isPromised, leaves } from './promised.ts';

let sandbox: Sandbox;
let cases: readonly Snapshot[];
let tried = 0;

beforeAll(async () => {
  sandbox = await startSandbox();
  cases = await snapshots();
});
afterAll(() => sandbox.stop());

const silence = {
  refusals: 0,
  others: [] as string[],
  moved: false,
  listed: false,
  answers: 1,
  elsewhere: 0,
};

/** What could be noticed, in as many words as it takes to compare it. */
function seen({ body, said, entries, moved, listed }: Noticed, { id }: Persona, { act, button }: Try) {
  const own = (data: unknown) => (data as { act: string }).act === act;
  const refusals = entries.filter(
    ({ phase, actor, data }) => phase === 'refused' && actor.id === id && own(data),
  );
  const here = said.filter(({ to }) => to === chatOf(id));
  return {
    refusals: refusals.length,
    others: entries.filter((entry) => !refusals.includes(entry)).map(({ phase }) => phase),
    moved,
    listed,
    answers: button ? Number(body?.statusCode === 200) : here.length,
    elsewhere: said.length - here.length,
  };
}

/** What somebody reads, wherever it stands. */
function read({ body, said }: Noticed): string {
  return [JSON.stringify(body?.value ?? ''), ...said.map(({ words }) => words)].join('\n');
}

const impolite = /undefined|\[object|\bError\b|exception|\bat \w+ \(|null/;

/** What is wrong with what came of it, in words; nothing when it is as promised. */
function wrongsIn(noticed: Noticed, name: PersonaName, snapshot: Snapshot, attempt: Try): readonly string[] {
  const may = isPromised(name, attempt.act, attempt.about, snapshot.name);
  const phase = leaves[attempt.act];
  const found = seen(noticed, personas[name], attempt);
  const told = read(noticed);
  const others = phase === null ? [] : [phase];
  const right = may
    ? found.refusals === 0 && found.others.join() === others.join() && found.elsewhere === 0
    : JSON.stringify(found) === JSON.stringify({ ...silence, refusals: 1 });
  const where = `${snapshot.name} | ${attempt.name}`;
  const came = [JSON.stringify(found), told.slice(0, 300), ...noticed.lines].join(' ');
  return [
    ...(right ? [] : [`${where}: should be ${may ? 'done' : 'refused'}, came to ${came}`]),
    ...(impolite.test(told) && !may ? [`${where}: is told ${told}`] : []),
  ];
}

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

/** Contoso with somebody as they are to be; asked once who that is, because thousands of acts follow. */
async function directoryFor(persona: Persona): Promise<Directory> {
  await sandbox.control('reset');
  persona.arrange?.(sandbox.company());
  const systems = sandbox.systems(permissionsOf(catalog));
  const caller = await lookUpCaller(systems.graph, roles, persona);
  return { systems, lookUp: async () => caller };
}

describe('who may do what', () => {
  it.each(Object.keys(personas) as PersonaName[])(
    '%s: exactly what is promised, at every point of a case',
    { timeout: 120_000 },
    async (name) => {
      const directory = await directoryFor(personas[name]);
      const wrongs: string[] = [];
      for (const snapshot of cases) wrongs.push(...(await everything(name, snapshot, directory)));

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
