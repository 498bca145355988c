import type { CaseState, ChangeState } from '#bot/workflow/case/case-state.ts';
import { allChanges, locate } from '#bot/workflow/case/steps.ts';
import type { RecordedRequest } from '#providers/sandbox/request-log.ts';
import type { Entry } from '#storage/entry.ts';
import type { LogSource } from '#storage/log-source.ts';
import { verifyLog } from '#storage/verify.ts';
import type { BotProcess } from './bot-process.ts';
import { isWrite } from './is-write.ts';
import type { Doing, Sent } from './marks.ts';
import { isAsBefore, type Truth } from './sandbox-truth.ts';

/** What a customer must never find, each as a sentence; none = the case was carried truthfully. */

/** An entry that the store confirmed to a bot is there, as it was. */
export function lostEntries(bots: readonly BotProcess[], entries: readonly Entry[]): readonly string[] {
  const stored = new Map(entries.map(({ _id, hash }) => [_id, hash]));
  return bots.flatMap(({ instance, marks }) =>
    marks.flatMap((mark) =>
      mark.at === 'entry' && stored.get(mark.id) !== mark.hash
        ? [`${mark.id} was confirmed to ${instance} and is not in the log`]
        : [],
    ),
  );
}

/** Every effect had an intent of its own in the log before it began, and nothing is sent outside an effect. */
export function effectsWithoutIntent(bots: readonly BotProcess[]): readonly string[] {
  return bots.flatMap(({ instance, marks }) => {
    const intended = new Set<string>();
    return marks.flatMap((mark) => {
      if (mark.at === 'entry' && mark.doing && mark.phase === 'intent') intended.add(nameOf(mark.doing));
      if (mark.at === 'effect' && !intended.delete(nameOf(mark)))
        return [`${instance} began to ${nameOf(mark)} without an intent of its own`];
      if (mark.at === 'send' && !mark.doing && isWrite(mark))
        return [`${instance} sent ${mark.method} ${mark.path} outside any change`];
      return [];
    });
  });
}

/** The cloud received no write but those the bots told of. */
export function unexplainedWrites(
  bots: readonly BotProcess[],
  requests: readonly RecordedRequest[],
): readonly string[] {
  const told = new Map<string, number>();
  for (const mark of bots.flatMap(({ marks }) => marks)) {
    if (mark.at === 'send') told.set(wireOf(mark), (told.get(wireOf(mark)) ?? 0) + 1);
  }
  return writesIn(requests).flatMap((request) => {
    const left = told.get(wireOf(request)) ?? 0;
    told.set(wireOf(request), left - 1);
    return left > 0 ? [] : [`the cloud received ${request.method} ${request.path}, and no bot tells of it`];
  });
}

/** Makes a user known to a site; the first of two requests of one effect, so a kill may come between them. */
const harmlessTwice = /\/_api\/web\/ensureuser$/;

/** Writes that succeeded more than once, word for word. */
export function repeatedWrites(requests: readonly RecordedRequest[]): readonly string[] {
  const done = writesIn(requests).filter(({ status, path }) => status < 400 && !harmlessTwice.test(path));
  const first = new Map(done.toReversed().map((request) => [wireOf(request), request]));
  return done
    .filter((request) => first.get(wireOf(request)) !== request)
    .map(({ method, path }) => `${method} ${path} arrived again`);
}

export function writesIn(requests: readonly RecordedRequest[]): readonly (RecordedRequest & Sent)[] {
  return requests.map((request) => ({ ...request, ...sentOf(request) })).filter(isWrite);
}

function sentOf({ method, path, body }: RecordedRequest): Sent {
  return { method, path, body: body as Sent['body'] };
}

/** Every entry follows from the one before, and nobody writes under a hold that a later one has ended. */
export async function brokenChain(source: LogSource, entries: readonly Entry[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for await (const { fault } of verifyLog(source)) if (fault) faults.push(`${fault.where} ${fault.how}`);
  let epoch = 0;
  for (const entry of entries) {
    if (entry.by.epoch > 0 && entry.by.epoch < epoch)
      faults.push(`${entry._id} was written under epoch ${entry.by.epoch}, after epoch ${epoch} had begun`);
    epoch = Math.max(epoch, entry.by.epoch);
  }
  return faults;
}

/** What the case says of a change is how its system has it; a complete case leaves nothing to plan. */
export function untruths(state: CaseState, truths: readonly Truth[]): readonly string[] {
  return truths.flatMap((truth) => {
    const changes = locate(state).filter((one) => one.action.action === truth.action.id);
    const known = new Set(changes.map(({ change }) => change.ref));
    const forgotten = state.outcome === 'complete' ? [...truth.left].filter((ref) => !known.has(ref)) : [];
    return [
      ...changes.flatMap(({ change }) => contradictions(change, truth)),
      ...forgotten.map((ref) => `${ref} is there and was never planned`),
    ];
  });
}

function contradictions(change: ChangeState, truth: Truth): string[] {
  const { ref, status } = change;
  if (status === 'intended' || status === 'undo-intended') return [`${ref} has no outcome`];
  if (status === 'verified') return truth.left.has(ref) ? [`${ref} is said to be done and is not`] : [];
  if (status !== 'undone') return [];
  return isAsBefore(change, truth) ? [] : [`${ref} is said to be as before and is not`];
}

/** What is not over and as wanted: `<ref>: <status>, <why>`. */
export function openPoints(state: CaseState): readonly string[] {
  return allChanges(state)
    .filter(({ status }) => status !== 'verified' && status !== 'undone')
    .map(({ ref, status, reason, error }) => `${ref}: ${status}, ${error?.message ?? reason ?? ''}`);
}

function nameOf({ ref, direction }: Doing): string {
  return `${direction} ${ref}`;
}

function wireOf({ method, path, body }: Sent): string {
  return `${method} ${path} ${JSON.stringify(body)}`;
}
