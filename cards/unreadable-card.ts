import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { template } from './bind.ts';
import type { Card } from './card.ts';
import { errorAdvice, errorWords, requestWords } from './error-words.ts';
import { fit } from './fit.ts';
import { leaverLine, shortName } from './leaver-line.ts';
import { plain } from './plain-text.ts';
import layout from './unreadable.json' with { type: 'json' };
import { systemName } from './words.ts';

const draw = template(layout);

/** Says which systems could not be read, so that there is no plan. */
export function unreadableCard(state: CaseState): Card {
  return fit(({ lines }) =>
    draw({
      ...leaverLine(state),
      shortName: shortName(state),
      open: state.status === 'unreadable',
      errors: state.unreadable.slice(0, Math.max(lines, 3)).map((error) => ({
        system: systemName(plain(error.system, 40)),
        lines: `${errorWords(error)}\n${requestWords(error)}`,
        advice: errorAdvice(error),
      })),
    }),
  );
}
