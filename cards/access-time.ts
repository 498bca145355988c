import type { CaseState, ChangeState } from '#bot/workflow/case/case-state.ts';
import { allChosen } from './chosen.ts';
import { goneWordIn } from './gone-word.ts';
import { between } from './times.ts';

/** What keeps the person from signing in anew. */
const blocks: ReadonlySet<string> = new Set(['ad.disable-account', 'entra.block-sign-in']);
const sessions = 'entra.revoke-sessions';

/** How long the person still could sign in, once every door is verified shut; one sentence. */
export function accessTime(state: CaseState): string {
  if (state.erased) return goneWordIn(state);
  const doors = allChosen(state).filter(isDoor);
  if (doors.length === 0) return 'Sign-in was not part of this case.';
  const open = doors.filter((change) => !isShut(change));
  if (open.some(isBlock)) return 'Sign-in is not verified as blocked: the person may still have access.';
  const blocked = doors.some(isBlock) ? 'Sign-in is blocked' : unblocked(state);
  if (open.length > 0) {
    return `${blocked}, but it is not verified that sessions were ended: where the person is signed in, access may last.`;
  }
  return shutWords(doors, state, blocked);
}

/** Nothing planned to block is a door found shut; one planned and switched off was left as it was. */
function unblocked(state: CaseState): string {
  const planned = state.steps.some((step) => step.actions.some((action) => action.changes.some(isBlock)));
  return planned ? 'Blocking sign-in was left out' : 'Sign-in was blocked already';
}

function shutWords(doors: readonly ChangeState[], state: CaseState, blocked: string): string {
  const last = latest(doors.map((change) => change.seenAt ?? change.outcomeAt));
  const shut = doors.some(isBlock) ? 'Sign-in blocked' : `${blocked}; sessions ended`;
  if (last === undefined) return `${shut}.`;
  const approved = blockApproved(state, doors);
  const since =
    approved === undefined || approved > last ? '' : `, ${between(approved, last)} after approval`;
  return `${shut} ${between(state.openedAt, last)} after the case was opened${since}.`;
}

/** Read back as done, and not begun to be put back since: an undo that could not start leaves the door as it was. */
export function isShut({ status, seenAt, intentAt }: ChangeState): boolean {
  if (status === 'verified') return true;
  return status === 'undo-failed' && seenAt !== undefined && (intentAt ?? '') <= seenAt;
}

/** Id of the action a change belongs to. */
export function actionOf({ ref }: ChangeState): string {
  return ref.split('/', 1)[0] ?? '';
}

function isBlock(change: ChangeState): boolean {
  return blocks.has(actionOf(change));
}

/** As long as one door is open, the person can come in. */
function isDoor(change: ChangeState): boolean {
  return isBlock(change) || actionOf(change) === sessions;
}

/** What is meant by "approval", best first: a yes to another step says nothing of how long the block took. */
const meant: readonly string[] = ['entra.block-sign-in', 'ad.disable-account', sessions];

/** When somebody said yes to the step that blocks sign-in; `undefined` where that is not known. */
function blockApproved(state: CaseState, doors: readonly ChangeState[]): string | undefined {
  const chosen = new Set(doors.map(actionOf));
  const door = meant.find((action) => chosen.has(action));
  const step = state.steps.find(({ actions }) => actions.some(({ action }) => action === door));
  return step?.approval.status === 'approved' ? step.approval.decidedAt : undefined;
}

function latest(times: readonly (string | undefined)[]): string | undefined {
  return times
    .filter((time) => time !== undefined)
    .toSorted()
    .at(-1);
}
