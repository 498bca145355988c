import { type ChangeResult, changeResult } from '#cards/change-result.ts';
import type { Actor, Entry, LoggedError } from '#storage/entry.ts';
import type { Json } from '#storage/json.ts';
import type { ActionState, CaseState, ChangeState, StepState } from '../workflow/case/case-state.ts';
import { changeRef } from '../workflow/case/change-ref.ts';
import { eventData } from '../workflow/case/events.ts';
import { type ControlId, controlsOf } from './controls.ts';

/** The yes under which a change was first sent; of one that was not sent, the yes that its step has now. */
export interface Yes {
  readonly by: Actor;
  readonly at: string;
  /** SHA-256 of the step's changes it was given for. */
  readonly hash: string;
  /** `_id` of the entry. */
  readonly entry: string;
}

/** The way back of one change. */
export interface UndoLine {
  readonly askedBy: Actor | null;
  readonly sentAt: string | null;
  readonly endedAt: string | null;
  readonly result: string | null;
}

/** One change of the plan, from the request to what was read back. Times are RFC 3339 UTC; `null`: not in the log. */
export interface ChangeLine {
  readonly ref: string;
  readonly step: StepState['step'];
  readonly action: string;
  readonly title: string;
  readonly system: string;
  readonly what: string;
  readonly controls: readonly ControlId[];
  readonly before: Json;
  readonly after: Json;
  readonly destroys: string | null;
  readonly irreversible: string | null;
  /** False when the operator left the step or the action out. */
  readonly chosen: boolean;
  readonly status: ChangeState['status'];
  /** The same for people and readers: a case that has ended waits for nothing. */
  readonly result: ChangeResult;
  readonly yes: Yes | null;
  readonly requestedAt: string;
  /** First time an intent to send it was written. */
  readonly sentAt: string | null;
  readonly attempts: number;
  readonly acceptedAt: string | null;
  /** First time it was read back as done since it was last sent. */
  readonly observedAt: string | null;
  readonly endedAt: string | null;
  readonly reason: string | null;
  readonly error: LoggedError | null;
  readonly undo: UndoLine | null;
  /** `_id` and hash of the entry that says how it ended last. */
  readonly proof: { readonly entry: string; readonly hash: string } | null;
}

type Story = Pick<ChangeLine, 'yes' | 'sentAt' | 'acceptedAt' | 'observedAt' | 'undo' | 'proof'>;

const untold: Story = {
  yes: null,
  sentAt: null,
  acceptedAt: null,
  observedAt: null,
  undo: null,
  proof: null,
};

/** Every change of the plan as it stands now, in reading order. */
export function changeLines(entries: readonly Entry[], state: CaseState): readonly ChangeLine[] {
  const stories = storiesIn(entries);
  return state.steps.flatMap((step) => {
    const standing = standingYes(entries, step);
    return step.actions.flatMap((action) =>
      action.changes.map((change) => line(state, step, action, { change, stories, standing })),
    );
  });
}

/** The yes a step has now, given for its changes as they are; `null` where nobody's yes counts for them. */
function standingYes(entries: readonly Entry[], { step, hash, approval }: StepState): Yes | null {
  if (approval.status !== 'approved') return null;
  const yeses = entries.filter((entry) => entry.phase === 'approved' && entry.step === step).map(yesIn);
  return yeses.findLast((yes) => yes.hash === hash) ?? null;
}

interface Told {
  readonly change: ChangeState;
  readonly stories: ReadonlyMap<string, Story>;
  readonly standing: Yes | null;
}

function line(
  state: CaseState,
  step: StepState,
  action: ActionState,
  { change, stories, standing }: Told,
): ChangeLine {
  const { what, from, to, destroys = null } = change.change;
  const story = stories.get(change.ref) ?? untold;
  const off = step.approval.status === 'off' || state.off.has(step.step) || state.off.has(action.action);
  return {
    ref: change.ref,
    step: step.step,
    action: action.action,
    title: action.title,
    system: action.system,
    what,
    controls: controlsOf(action.action),
    before: from,
    after: to,
    destroys,
    irreversible: action.irreversible ?? null,
    chosen: !off,
    status: change.status,
    result: changeResult(change, { chosen: !off, ended: state.outcome !== undefined }),
    requestedAt: state.openedAt,
    attempts: change.attempts,
    endedAt: change.outcomeAt ?? null,
    reason: change.reason ?? null,
    error: change.error ?? null,
    ...story,
    yes: story.yes ?? (off || story.sentAt !== null ? null : standing),
  };
}

/** What the entries tell of each change, by its ref. */
function storiesIn(entries: readonly Entry[]): ReadonlyMap<string, Story> {
  const stories = new Map<string, Story>();
  const yeses = new Map<string, Yes>();
  for (const entry of entries) {
    if (entry.phase === 'approved') yeses.set(entry.step ?? '', yesIn(entry));
    if (entry.phase !== 'intent' && entry.phase !== 'outcome') continue;
    const ref = changeRef(entry.action ?? '', entry.change ?? '');
    const before = stories.get(ref) ?? untold;
    const tell = entry.phase === 'intent' ? afterIntent : afterOutcome;
    stories.set(ref, tell(before, entry, yeses.get(entry.step ?? '') ?? null));
  }
  return stories;
}

function yesIn({ actor, at, data, _id }: Entry): Yes {
  return { by: actor, at, hash: eventData.approved.parse(data).hash, entry: _id };
}

function afterIntent(story: Story, { data, actor, at }: Entry, yes: Yes | null): Story {
  if (eventData.intent.parse(data).direction === 'undo') {
    return { ...story, undo: { askedBy: actor, sentAt: at, endedAt: null, result: null } };
  }
  return { ...story, yes: story.yes ?? yes, sentAt: story.sentAt ?? at, observedAt: null };
}

function afterOutcome(story: Story, entry: Entry): Story {
  const { direction, acceptedAt } = eventData.outcome.parse(entry.data);
  const { at, result = null } = entry;
  const proof = { entry: entry._id, hash: entry.hash };
  if (direction === 'undo') {
    const sentAt = story.undo?.sentAt ?? null;
    return { ...story, proof, undo: { askedBy: entry.actor, sentAt, endedAt: at, result } };
  }
  return {
    ...story,
    proof,
    acceptedAt: acceptedAt ?? story.acceptedAt,
    // Found there again: what was seen before no longer holds.
    observedAt:
      result === 'verified' ? (story.observedAt ?? at) : result === 'failed' ? null : story.observedAt,
  };
}
