import { longestChain, type Call, type Piece } from './trace-calls.ts';

/** What one action cost in this run, in calls that follow one after the other. */
export interface ActionCost {
  readonly action: string;
  /** The look before the first change. */
  readonly look: number;
  /** Each change by its key. */
  readonly changes: ReadonlyMap<string, number>;
  /** Reading back once: as the product did it, and if each change were read back beside the others. */
  readonly verify: { readonly asDone: number; readonly sideBySide: number };
}

/** Reads off the run's pieces, without those of the sweep, what each action cost. */
export function actionCosts(pieces: readonly Piece[]): ReadonlyMap<string, ActionCost> {
  const byAction = Map.groupBy(pieces, ({ action }) => action);
  return new Map([...byAction].map(([action, own]) => [action, costOf(action, own)]));
}

function costOf(action: string, pieces: readonly Piece[]): ActionCost {
  const applied = pieces.filter(({ does }) => does === 'apply');
  const first = applied[0]?.start ?? 0;
  const last = Math.max(...applied.map(({ end }) => end));
  const after = pieces.filter(({ start, does }) => start >= last && does !== 'apply');
  return {
    action,
    look: depth(pieces.filter(({ end, does }) => does === 'inspect' && end <= first).slice(-1)),
    changes: changesOf(applied),
    verify: verifyOf(after),
  };
}

/** A change that was sent twice counts both times. */
function changesOf(applied: readonly Piece[]): ReadonlyMap<string, number> {
  const byKey = Map.groupBy(applied, ({ key }) => key ?? '');
  return new Map([...byKey].map(([key, own]) => [key, sum(own.map((one) => depth([one])))]));
}

/** The first reading back; when a change was not seen at once, the later ones are waiting, not work. */
function verifyOf(after: readonly Piece[]): ActionCost['verify'] {
  const own = after.filter(({ does }) => does === 'verify');
  if (own.length === 0) {
    const reading = depth(after.slice(0, 1));
    return { asDone: reading, sideBySide: reading };
  }
  const firsts = [...Map.groupBy(own, ({ key }) => key).values()].map(([first]) =>
    depth(first ? [first] : []),
  );
  return { asDone: sum(firsts), sideBySide: Math.max(...firsts) };
}

function depth(pieces: readonly Piece[]): number {
  return longestChain(pieces.flatMap(({ calls }): readonly Call[] => calls));
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
