import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { approverName } from './approver-words.ts';
import { template, type View } from './bind.ts';
import type { Card } from './card.ts';
import { caseTally } from './case-tally.ts';
import { leaverLine } from './leaver-line.ts';
import { plain } from './plain-text.ts';
import layout from './status.json' with { type: 'json' };
import type { Tone } from './step-progress.ts';
import { logTime, utc } from './times.ts';
import { caseWords, counted, listed, outcomeWords, stepNames, systemName } from './words.ts';

const draw = template(layout);

const mostCases = 10;
const mostButtons = 6;

/** Several cases at a glance, as they stand at `now`; the first six can be opened. */
export function statusCard(states: readonly CaseState[], now: Date): Card {
  const shown = states.slice(0, mostCases);
  const left = states.length - shown.length;
  return draw({
    title: states.length === 0 ? 'No open case' : counted(states.length, 'case'),
    asOf: `As of ${utc(now.toISOString())}`,
    none: states.length === 0,
    cases: shown.map((state, index) => caseView(state, index < mostButtons)),
    more: left > 0 ? `and ${left} more: /status with a person or a case finds them` : '',
  });
}

function caseView(state: CaseState, openable: boolean): View {
  const { who, caseId } = leaverLine(state);
  const words = caseTally(state);
  return {
    who,
    caseId,
    openable,
    status: state.outcome && state.status === 'closed' ? outcomeWords[state.outcome] : waitingFor(state),
    color: tone(state),
    line: [
      ...(words ? [words] : []),
      `${plain(state.operator.name, 60)}, since ${logTime(state.openedAt)} UTC`,
    ].join(' · '),
  };
}

function waitingFor(state: CaseState): string {
  if (state.heldUp) return `on hold: ${systemName(state.heldUp.error?.system ?? 'a system')} cannot be read`;
  if (state.status === 'undo-asked' && state.undo)
    return `undo asked by ${plain(state.undo.askedBy.name, 60)}, waits for an answer`;
  const asked = state.steps.filter((step) => step.approval.status === 'asked');
  const [first] = asked;
  if (state.status !== 'working' || !first) return caseWords[state.status];
  const people = new Set(asked.map((step) => approverName(step, state)));
  return `waits for ${listed([...people])}: ${listed(asked.map((step) => stepNames[step.step]))}`;
}

function tone(state: CaseState): Tone {
  if (state.status === 'attention' || state.status === 'unreadable') return 'attention';
  if (state.heldUp || state.status === 'undo-asked') return 'warning';
  if (state.outcome === 'complete') return 'good';
  return state.status === 'closed' ? 'default' : 'accent';
}
