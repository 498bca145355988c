import type { CaseState, ChangeState } from '#bot/workflow/case-state.ts';
import { allChosen } from './chosen.ts';
import { between } from './times.ts';

/** The doors: as long as one is open, the person can come in. */
const doors: ReadonlySet<string> = new Set([
  'ad.disable-account',
  'entra.block-sign-in',
  'entra.revoke-sessions',
]);

/** How long the person still could sign in, once every door is verified shut; one sentence. */
export function accessTime(state: CaseState): string {
  const shut = allChosen(state).filter(isDoor);
  if (shut.length === 0) return 'Sign-in was not part of this case.';
  const open = shut.filter((change) => change.status !== 'verified');
  if (open.length > 0) return 'Sign-in is not verified as blocked: the person may still have access.';
  const last = latest(shut.map((change) => change.outcomeAt));
  const approved = latest(approvals(state));
  const since = approved === undefined ? '' : `, ${between(approved, last ?? approved)} after approval`;
  return last === undefined
    ? 'Sign-in is blocked.'
    : `Sign-in blocked ${between(state.openedAt, last)} after the case was opened${since}.`;
}

function isDoor(change: ChangeState): boolean {
  return doors.has(change.ref.split('/', 1)[0] ?? '');
}

function approvals(state: CaseState): readonly (string | undefined)[] {
  return state.steps
    .filter((step) => step.actions.some((action) => action.changes.some(isDoor)))
    .map((step) => step.approval.decidedAt);
}

function latest(times: readonly (string | undefined)[]): string | undefined {
  return times
    .filter((time) => time !== undefined)
    .toSorted()
    .at(-1);
}
