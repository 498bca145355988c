import { longestChain, type Call, type Piece } from './trace-calls.ts';

/** What one action cost in this run, in calls that follow one after the other. */
export interface ActionCost {
  readonly action: string;
  /** The look before the first change, and the shortest of the later ones. */
  readonly look: number;
  readonly lookAgain: number;
  /** Each change by its key. */
  readonly changes: ReadonlyMap<string, number>;
  /** Reading back once. */
  readonly verify: number;
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
  const looks = pieces.filter(({ does }) => does === 'inspect');
  return {
    action,
    look: depth(looks.filter(({ end }) => end <= first).slice(-1)),
    lookAgain: Math.min(...looks.map((one) => depth([one]))),
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
function verifyOf(after: readonly Piece[]): number {
  const own = after.filter(({ does }) => does === 'verify');
  if (own.length === 0) return depth(after.slice(0, 1));
  return sum([...Map.groupBy(own, ({ key }) => key).values()].map((pieces) => depth(pieces.slice(0, 1))));
}

function depth(pieces: readonly Piece[]): number {
  return longestChain(pieces.flatMap(({ calls }): readonly Call[] => calls));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
