import type { Try } from '#test/set-up/people/acts.ts';
import { chatOf, type Noticed } from '#test/set-up/people/front-desk.ts';
import { type Persona, type PersonaName, personas } from '#test/set-up/people/personas.ts';
import type { Snapshot } from '#test/set-up/people/snapshots.ts';
import { isPromised, leavesAt } from './promised.ts';

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
    answers: here.length + (button ? Number(body?.statusCode === 200) : 0),
    elsewhere: said.length - here.length,
  };
}

/** Who comes too late is refused, and from then on the request is over for everybody, whatever a clock says. */
const late = /the deadline has passed/;

function isOneRefusal(found: ReturnType<typeof seen>): boolean {
  return JSON.stringify(found) === JSON.stringify({ ...silence, refusals: 1 });
}

/** What somebody reads, wherever it stands. */
function read({ body, said }: Noticed): string {
  return [JSON.stringify(body?.value ?? ''), ...said.map(({ words }) => words)].join('\n');
}

/** What nobody should read in an answer: our faults, in our words. */
export const impolite = /undefined|\[object|\bError\b|exception|\bat \w+ \(|null/;

/** What is wrong with what came of it, in words; nothing when it is as promised. */
export function wrongsIn(
  noticed: Noticed,
  name: PersonaName,
  snapshot: Snapshot,
  attempt: Try,
): readonly string[] {
  const may = isPromised(name, attempt.act, attempt.about, snapshot.name);
  const others = leavesAt(attempt.act, snapshot.name);
  const found = seen(noticed, personas[name], attempt);
  const told = read(noticed);
  const right = may
    ? found.refusals === 0 && found.others.join() === others.join() && found.elsewhere === 0
    : isOneRefusal({
        ...found,
        others: found.others.filter((one) => !(late.test(snapshot.name) && one === 'expired')),
      });
  const where = `${snapshot.name} | ${attempt.name}`;
  const came = [JSON.stringify(found), told.slice(0, 300), ...noticed.lines].join(' ');
  return [
    ...(right ? [] : [`${where}: should be ${may ? 'done' : 'refused'}, came to ${came}`]),
    ...(impolite.test(told) && !may ? [`${where}: is told ${told}`] : []),
  ];
}
