import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { allChosen } from './chosen.ts';
import { madeIn } from './made.ts';
import { plain } from './plain-text.ts';
import { undoTally } from './undo-tally.ts';
import { counted } from './words.ts';

interface Verdict {
  /** Our own words: clients may read Markdown here. */
  readonly verdict: string;
  readonly verdictStyle: 'good' | 'warning' | 'attention' | 'emphasis';
  readonly verdictLines: string;
}

/**
 * The result in one sentence, with `open` changes not brought to their end. Complete is said only of what the log calls
 * complete and the sweep found empty. An undo that nobody has answered changes nothing of it.
 */
export function resultVerdict(state: CaseState, open: number): Verdict {
  if (state.status === 'undoing') return undoing(state);
  const stands = standing(state, open);
  if (state.status !== 'undo-asked') return stands;
  const lines = [stands.verdictLines, question(state)].filter((line) => line !== '');
  return { ...stands, verdictLines: lines.join('\n') };
}

function standing(state: CaseState, open: number): Verdict {
  switch (state.outcome) {
    case 'dry-run':
      return say('emphasis', 'Dry run: nothing was changed');
    case 'canceled':
      return canceled(state, open);
    case 'undone':
    case 'partly-undone':
    case 'incomplete':
      return undone(state, open);
    case 'complete':
    case undefined:
      return open === 0 && state.outcome === 'complete'
        ? say('good', 'Complete', 'Every change was made and read back.')
        : notComplete(state, open);
    default:
      return state.outcome satisfies never;
  }
}

function notComplete(state: CaseState, open: number): Verdict {
  const word = open > 0 ? `Not complete: ${counted(open, 'change')} open` : 'Not complete';
  const isOpen = state.outcome === undefined;
  return say('attention', word, isOpen ? `${afterUndo(state)}The case stays open.` : 'The case is closed.');
}

/** Of an undo that has ended in a case that goes on. */
function afterUndo(state: CaseState): string {
  if (state.undo?.confirmed !== true) return '';
  const { asked, back, leftAlone } = undoTally(state);
  const rest = asked - back - leftAlone;
  const failed = rest > 0 ? `, ${rest} of ${asked} could not be` : '';
  return `The undo has ended: ${counted(back, 'change')} put back and read again${failed}. `;
}

function undoing(state: CaseState): Verdict {
  const { asked, back } = undoTally(state);
  const by = plain(state.undo?.askedBy.name ?? '', 60);
  return say(
    'emphasis',
    'Undo under way',
    `${back} of ${counted(asked, 'change')} put back and read again. ${by} said yes to it.`,
  );
}

function question({ undo, caseId }: CaseState): string {
  if (!undo) return '';
  const count = undo.refs.length + (undo.waiting?.length ?? 0);
  return `${plain(undo.askedBy.name, 60)} asks to undo ${counted(count, 'change')}: nothing is put back before somebody says yes. The question: /status ${caseId}`;
}

function undone(state: CaseState, open: number): Verdict {
  const changes = allChosen(state);
  const back = changes.filter(({ status }) => status === 'undone').length;
  const stays = changes.filter(({ status }) => stillMade.has(status)).length;
  const done = `${counted(back, 'change')} put back and read again${leftAlone(state)}`;
  const rest = stays > 0 ? `; ${stays} stay${stays === 1 ? 's' : ''} done` : '';
  if (open > 0) {
    const line = `${done}; ${open} could not be. The case is closed, and the undo can be asked for once more.`;
    return say('attention', `Undo not complete: ${counted(open, 'change')} open`, line);
  }
  if (state.outcome === 'partly-undone') {
    return say('emphasis', 'Partly undone', `${done}${rest}.`);
  }
  const line = `What could be put back was put back and read again: ${counted(back, 'change')}${leftAlone(state)}`;
  return say('emphasis', 'Undone', `${line}${rest === '' ? '' : `${rest}, with no way back`}.`);
}

const stillMade: ReadonlySet<string> = new Set(['verified', 'applied', 'unknown']);

/** What somebody else has changed since is not put back, and must not pass for it. */
function leftAlone(state: CaseState): string {
  const left = allChosen(state).filter(({ status }) => status === 'undo-skipped');
  return left.length === 0 ? '' : `, ${left.length} left alone because somebody else changed it since`;
}

function canceled(state: CaseState, open: number): Verdict {
  const { reversible, forGood, notMade } = madeIn(state);
  const done = reversible.length + forGood.length;
  const not = notMade.length > 0 ? ` ${counted(notMade.length, 'change')} not made.` : '';
  if (done + open === 0) return say('emphasis', 'Canceled', `Nothing was changed.${not}`);
  const back = [
    ...(reversible.length > 0 ? [`${reversible.length} can be undone`] : []),
    ...(forGood.length > 0 ? [`${forGood.length} cannot be undone`] : []),
  ].join(', ');
  const stays =
    done > 0 ? `${counted(done, 'change')} made, which stay${done === 1 ? 's' : ''} done: ${back}.` : '';
  const unclear = open > 0 ? ` ${counted(open, 'change')} sent and not seen to be done.` : '';
  return say('emphasis', 'Canceled', `${stays}${unclear}${not}`.trim());
}

function say(verdictStyle: Verdict['verdictStyle'], verdict: string, line = ''): Verdict {
  return { verdict, verdictStyle, verdictLines: line };
}
