import { changesAtOnce, laneIsFree } from '#bot/workflow/run/lanes.ts';
import type { AnyAction } from '#providers/action.ts';
import type { ActionCost } from './action-costs.ts';

/** What is to be run: each action's changes and what waits for what, as in the approved plan. */
export interface Job {
  readonly action: string;
  readonly system: string;
  /** Actions it comes after, as far as they are part of this plan. */
  readonly after: readonly string[];
  readonly changes: readonly { readonly key: string; readonly after: readonly string[] }[];
  readonly cost: ActionCost;
  /** Changes on their way at a time, as the product has it; 1 is a rule, more is only its choice. */
  readonly width: number;
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
  return working.flatMap(({ action: id, system, changes }) => {
    const cost = costs.get(id);
    const action = catalog.find((one) => one.id === id);
    if (!cost || !action) return [];
    return [
      {
        action: id,
        system,
        after: present(action.after),
        cost,
        width: changesAtOnce(action),
        changes: changes.map(({ change }) => ({ key: change.key, after: present(change.after) })),
      },
    ];
  });
}

/** What holds work back, beside the order of the actions: a floor has only what the systems themselves demand. */
export interface Rules {
  laneIsFree(system: string, running: Iterable<{ readonly system: string }>): boolean;
  width(job: Job): number;
  /** Calls until it is known that the person may be touched. */
  readonly permission: number;
}

/** The product's own lanes and widths. */
export function ownRules(permission: number): Rules {
  return { laneIsFree, width: ({ width }) => width, permission };
}

/** Exchange answers one mailbox one call after another; what goes one by one does so for the system's sake. */
export function neededRules(permission: number): Rules {
  return {
    laneIsFree: (system, running) => system !== 'exchange' || laneIsFree(system, running),
    width: ({ width }) => (width === 1 ? 1 : Infinity),
    permission,
  };
}

/** Some changes of one action from the look to the reading back, in calls from the start. */
export interface Span {
  readonly job: Job;
  readonly start: number;
  /** Every change has been answered. */
  readonly applied: number;
  /** And been read back. */
  readonly end: number;
}

/**
 * How the work would go if nothing but its calls took time: what is ready begins, an action looks, sends its changes
 * as many at a time as the rules allow, and reads back; then what waited for it is ready.
 */
export function schedule(jobs: readonly Job[], rules: Rules): readonly Span[] {
  const left = new Map(jobs.map(({ action, changes }) => [action, new Set(changes.map(({ key }) => key))]));
  const running = new Set<Span & { readonly system: string }>();
  const ended: Span[] = [];

  function isDone(id: string): boolean {
    return left.get(id)?.size === 0 && ![...running].some(({ job }) => job.action === id);
  }

  function startReady(now: number): void {
    for (const job of jobs) {
      const open = left.get(job.action) ?? new Set();
      const keys = job.after.every(isDone)
        ? job.changes.filter(({ key, after }) => open.has(key) && after.every(isDone)).map(({ key }) => key)
        : [];
      const alone = job.width > 1 || ![...running].some((one) => one.job === job);
      if (keys.length === 0 || !alone || !rules.laneIsFree(job.system, running)) continue;
      const first = open.size === job.changes.length;
      for (const key of keys) open.delete(key);
      const look = first ? job.cost.look : job.cost.lookAgain;
      running.add({ ...spanOf({ job, keys, start: now, look }, rules), system: job.system });
    }
  }

  for (startReady(0); running.size > 0;) {
    const now = Math.min(...[...running].map(({ end }) => end));
    for (const span of running) if (span.end === now && running.delete(span)) ended.push(span);
    startReady(now);
  }
  return ended;
}

interface Start {
  readonly job: Job;
  readonly keys: readonly string[];
  readonly start: number;
  /** Calls of the look before. */
  readonly look: number;
}

function spanOf({ job, keys, start, look }: Start, rules: Rules): Span {
  const { changes, verify } = job.cost;
  const lanes = Array.from({ length: Math.min(rules.width(job), keys.length) }, () => 0);
  for (const key of keys) {
    const first = lanes.indexOf(Math.min(...lanes));
    lanes[first] = (lanes[first] ?? 0) + (changes.get(key) ?? 0);
  }
  const applied = Math.max(start + look, rules.permission) + Math.max(...lanes);
  return { job, start, applied, end: applied + verify };
}

/** Where the longest chain went through, in words: each link with the calls it adds. */
export function chainOf(spans: readonly Span[]): readonly string[] {
  let span = spans.toSorted((a, b) => b.end - a.end)[0];
  const links: string[] = [];
  while (span) {
    const { job, start, end } = span;
    links.unshift(`${job.action} ${end - start}`);
    const before = new Set([...job.after, ...job.changes.flatMap(({ after }) => after)]);
    const touching = spans.filter((one) => start > 0 && one.end === start);
    span =
      touching.find((one) => before.has(one.job.action)) ??
      touching.find((one) => one.job.system === job.system);
  }
  return links;
}
