import type { Change } from '#providers/action.ts';
import type { LoggedError } from '#storage/entry.ts';
import { changeRef } from '../case/change-ref.ts';
import { toLoggedError } from './logged-error.ts';
import { observe } from './observe.ts';
import type { Work } from './work.ts';
import { contextOf } from '../plan/read-systems.ts';
import { locate } from '../case/steps.ts';
import { storedChange } from './stored-change.ts';

/** Which changes are seen to be made; `error` when that could not be read: then nothing is seen. */
export interface ReadBack {
  readonly seen: ReadonlySet<string>;
  readonly error?: LoggedError;
}

/** Looks once. @throws StoreDown, so that a log that cannot be read is not mistaken for a system that cannot */
export async function readBack(begun: Work, refs: readonly string[]): Promise<ReadBack> {
  const state = await begun.world.cases.read(begun.hold.caseId);
  const work = state ? { ...begun, context: contextOf(begun.world, state) } : begun;
  const asked = new Set(refs);
  const wanted = (state ? locate(state) : []).filter(({ change }) => asked.has(change.ref));
  try {
    const changes = new Map(
      wanted.map(({ change }) => [change.ref, storedChange(work.action, change.change)]),
    );
    return { seen: await (work.action.verify ? seenByAction(work, changes) : seenByPlanning(work, changes)) };
  } catch (error) {
    return { seen: new Set(), error: toLoggedError(error, work.action) };
  }
}

/** The same work, knowing what was sent since it began. */
export async function asSent(work: Work): Promise<Work> {
  const state = await work.world.cases.read(work.hold.caseId);
  return state ? { ...work, context: contextOf(work.world, state) } : work;
}

async function seenByPlanning(
  work: Work,
  changes: ReadonlyMap<string, Change>,
): Promise<ReadonlySet<string>> {
  const now = await observe(work.action, work.context);
  const left = new Set(now.changes.map(({ key }) => changeRef(work.action.id, key)));
  return new Set([...changes.keys()].filter((ref) => !left.has(ref)));
}

async function seenByAction(work: Work, changes: ReadonlyMap<string, Change>): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  for (const [ref, change] of changes) {
    if (await work.action.verify?.(change, work.context)) seen.add(ref);
  }
  return seen;
}
