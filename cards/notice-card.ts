import { template } from './bind.ts';
import type { Card } from './card.ts';
import layout from './notice.json' with { type: 'json' };
import { plain } from './plain-text.ts';

const draw = template(layout);

export interface Notice {
  /** Our own words: clients may read Markdown here. */
  readonly title: string;
  /** May name people and systems. */
  readonly text: string;
  /** What to do now. */
  readonly next?: string;
  readonly tone?: 'info' | 'good' | 'warning' | 'bad';
}

const styles = { info: 'emphasis', good: 'good', warning: 'warning', bad: 'attention' } as const;

/** One message: what happened and what to do. Errors and refusals look the same everywhere. */
export function noticeCard(notice: Notice): Card {
  return draw({
    style: styles[notice.tone ?? 'info'],
    title: plain(notice.title, 120),
    lines: notice.text
      .split('\n')
      .map((line) => plain(line, 600))
      .join('\n'),
    next: plain(notice.next ?? '', 300),
  });
}
