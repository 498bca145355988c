import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { allChosen } from './chosen.ts';
import { counted } from './words.ts';

interface Verdict {
  readonly verdict: string;
  readonly verdictStyle: 'good' | 'warning' | 'attention' | 'emphasis';
  readonly verdictLines: string;
}

/** The result in one sentence, with `open` changes not brought to their end. Complete is said only of what the log calls complete and the sweep found empty. */
export function resultVerdict(state: CaseState, open: number): Verdict {
  if (state.outcome === 'dry-run') return say('emphasis', 'Dry run: nothing was changed');
  if (state.outcome === 'undone' && open === 0) {
    return say(
      'emphasis',
      'Undone',
      `What could be put back was put back and read again${leftAlone(state)}.`,
    );
  }
  if (state.outcome === 'partly-undone' && open === 0) {
    const line = `What was asked back was put back and read again${leftAlone(state)}; the rest stays done.`;
    return say('emphasis', 'Partly undone', line);
  }
  if (state.outcome === 'canceled') return canceled(state);
  if (state.outcome === 'complete' && open === 0) {
    return say('good', 'Complete', 'Every change was made and read back.');
  }
  const word = open > 0 ? `Not complete: ${counted(open, 'change')} open` : 'Not complete';
  return say(
    'attention',
    word,
    state.status === 'closed' ? 'The case was closed like this.' : 'The case stays open.',
  );
}

/** What somebody else has changed since is not put back, and must not pass for it. */
function leftAlone(state: CaseState): string {
  const left = allChosen(state).filter(({ status }) => status === 'undo-skipped');
  return left.length === 0 ? '' : `, but for ${counted(left.length, 'change')} left alone`;
}

function canceled(state: CaseState): Verdict {
  const made = state.steps.some((step) =>
    step.actions.some((action) => action.changes.some((change) => change.attempts > 0)),
  );
  return say(
    'emphasis',
    'Canceled',
    made ? 'What was done before stays done; it can be undone.' : 'Nothing was changed.',
  );
}

function say(verdictStyle: Verdict['verdictStyle'], verdict: string, line = ''): Verdict {
  return { verdict, verdictStyle, verdictLines: line };
}
