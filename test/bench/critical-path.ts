import { laneIsFree } from '#bot/workflow/lanes.ts';
import type { AnyAction } from '#providers/action.ts';
import { type ActionCost, sum } from './action-costs.ts';

/** What is to be run: each action's changes and what waits for what, as in the approved plan. */
export interface Job {
  readonly action: string;
  readonly system: string;
  /** Actions it comes after, as far as they are part of this plan. */
  readonly after: readonly string[];
  readonly changes: readonly { readonly key: string; readonly after: readonly string[] }[];
  readonly cost: ActionCost;
}

export interface PlannedWork {
  readonly action: string;
  readonly system: string;
  readonly changes: readonly {
    readonly change: { readonly key: string; readonly after?: readonly string[] | undefined };
  }[];
}

/** The plan's actions that have changes, with what they cost in this run. */
export function jobsOf(
  planned: readonly PlannedWork[],
  catalog: readonly AnyAction[],
  costs: ReadonlyMap<string, ActionCost>,
): readonly Job[] {
  const working = planned.filter(({ changes }) => changes.length > 0);
  const there = new Set(working.map(({ action }) => action));
  const present = (ids: readonly string[] = []): readonly string[] => ids.filter((id) => there.has(id));
  return working.flatMap(({ action, system, changes }) => {
    const cost = costs.get(action);
    if (!cost) return [];
    const after = present(catalog.find(({ id }) => id === action)?.after);
    return [
      {
        action,
        system,
        after,
        cost,
        changes: changes.map(({ change }) => ({ key: change.key, after: present(change.after) })),
      },
    ];
  });
}

/** When each action has been read back, in calls from the start. */
export type Ends = ReadonlyMap<string, number>;

/**
 * The longest chain of what must wait for what, and nothing else: an action's changes go side by side, and there
 * are lanes without number. Nothing that keeps the order of the actions can be faster.
 */
export function criticalPath(jobs: readonly Job[]): Ends {
  const ends = new Map<string, number>();
  const endOf = (id: string): number => {
    const known = ends.get(id);
    if (known !== undefined) return known;
    const job = jobs.find(({ action }) => action === id);
    const end = job ? lastChange(job, endOf) + job.cost.verify.sideBySide : 0;
    ends.set(id, end);
    return end;
  };
  for (const { action } of jobs) endOf(action);
  return ends;
}

function lastChange({ after, changes, cost }: Job, endOf: (id: string) => number): number {
  const latest = (ids: readonly string[]): number => Math.max(0, ...ids.map(endOf));
  const seen = latest(after) + cost.look;
  return Math.max(
    ...changes.map(({ key, after }) => Math.max(seen, latest(after)) + (cost.changes.get(key) ?? 0)),
  );
}

/**
 * The product's own order, if nothing but its calls took time: changes of an action one after the other, lanes as
 * they are, a batch begins when the actions it waits for have been read back.
 * @param pause before the first reading back, in calls
 */
export function ownOrder(jobs: readonly Job[], pause = 0): Ends {
  const ends = new Map<string, number>();
  const left = new Map(jobs.map(({ action, changes }) => [action, new Set(changes.map(({ key }) => key))]));
  /** With the time at which each one ends. */
  const running = new Map<Job, number>();

  function isDone(id: string): boolean {
    return left.get(id)?.size === 0 && ![...running.keys()].some(({ action }) => action === id);
  }

  function startReady(now: number): void {
    for (const job of jobs) {
      if (running.has(job) || !laneIsFree(job.system, running.keys())) continue;
      const keys = readyKeys(job, left.get(job.action), isDone);
      for (const key of keys) left.get(job.action)?.delete(key);
      if (keys.length > 0) running.set(job, now + batchCost(job, keys) + pause);
    }
  }

  for (startReady(0); running.size > 0;) {
    const now = Math.min(...running.values());
    for (const [job, end] of running) {
      if (end === now && running.delete(job)) ends.set(job.action, end);
    }
    startReady(now);
  }
  return ends;
}

function readyKeys(
  { after, changes }: Job,
  left: ReadonlySet<string> | undefined,
  done: (id: string) => boolean,
): readonly string[] {
  if (!after.every(done)) return [];
  return changes.filter(({ key, after }) => left?.has(key) && after.every(done)).map(({ key }) => key);
}

function batchCost({ cost }: Job, keys: readonly string[]): number {
  return cost.look + sum(keys.map((key) => cost.changes.get(key) ?? 0)) + cost.verify.asDone;
}

/** The chain behind the latest end, in words: each action with the calls it adds. */
export function chainTo(jobs: readonly Job[], ends: Ends): readonly string[] {
  const endOf = (id: string): number => ends.get(id) ?? 0;
  const links: string[] = [];
  let job = jobs.toSorted((a, b) => endOf(b.action) - endOf(a.action))[0];
  while (job) {
    const { action, after, changes } = job;
    const before = [...after, ...changes.flatMap((change) => change.after)];
    const latest = before.toSorted((a, b) => endOf(b) - endOf(a))[0];
    links.unshift(`${action} ${endOf(action) - (latest === undefined ? 0 : endOf(latest))}`);
    job = jobs.find((one) => one.action === latest);
  }
  return links;
}
