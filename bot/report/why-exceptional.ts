import { counted, stepName } from '#cards/words.ts';
import type { ChangeLine } from './change-lines.ts';
import { erasedWords } from './erased.ts';
import type { Evidence } from './evidence.ts';

/** Why an auditor wants to look at this case, each reason a sentence. */
export function whyExceptional(evidence: Evidence): readonly string[] {
  const { accessEnd, changes, decisions, outcome, deviations, erased } = evidence;
  const failed = changes.filter(
    ({ status }) => status === 'failed' || status === 'unknown' || status === 'undo-failed',
  );
  const rejected = decisions.filter(({ kind }) => kind === 'rejected');
  const drifted = deviations.filter(({ phase }) => phase === 'drifted').length;
  return [
    ...(erased?.kind === 'key lost' ? [`Unreadable: ${erasedWords(erased)}`] : []),
    ...(accessEnd.kept === 'missed' ? ['Access did not end within the target.'] : []),
    ...(accessEnd.reopened ? ['A way to sign in was opened again by an undo.'] : []),
    ...(outcome === 'incomplete' ? ['The case was closed with open points.'] : []),
    ...halfway(evidence),
    ...undone(evidence),
    ...failed.map(
      ({ what, status, error }) => `${what}: ${status}${error ? `, ${error.system} ${error.code}` : ''}`,
    ),
    ...rejected.map(
      ({ step, by, why }) => `Step ${stepName(step)} was rejected by ${by.name}: ${why ?? 'no reason'}`,
    ),
    ...(drifted > 0 ? ['The systems changed between approval and work; the step was asked again.'] : []),
  ];
}

const blocks: ReadonlySet<string> = new Set(['ad.disable-account', 'entra.block-sign-in']);

/** Canceled when something was done already, and the person can still sign in. */
function halfway({ outcome, changes }: Evidence): readonly string[] {
  const isBegun = changes.some(({ attempts }) => attempts > 0);
  if (outcome !== 'canceled' || !isBegun) return [];
  const open = changes.filter(({ action, status }) => blocks.has(action) && status !== 'verified');
  return open.length === 0 ? [] : [`Canceled after changes were begun, without: ${whatOf(open)}.`];
}

function undone({ outcome, putBack }: Evidence): readonly string[] {
  if (!putBack) return outcome === 'undone' || outcome === 'partly-undone' ? ['The case was undone.'] : [];
  const much = outcome === 'undone' ? ', as much as could be: the person may have access' : '';
  return [`${counted(putBack.changes, 'change')} put back by an undo${much}.`];
}

function whatOf(changes: readonly ChangeLine[]): string {
  return changes.map(({ what }) => what).join('; ');
}
