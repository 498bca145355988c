import type { Card } from '#cards/card.ts';
import { noticeCard } from '#cards/notice-card.ts';
import { counted } from '#cards/words.ts';
import { accepted, type Answer } from '../policy/refusal.ts';
import { fileName, type Form, forms, type Subject, subjectOf, subjectWords } from '../report/report-order.ts';
import type { FileOffer } from './file-cards.ts';

export interface AskedReport {
  readonly subject: Subject;
  readonly form: Form;
}

/** `OFF-7K3QX`, `2026-01-01 2026-12-31`, either with `pdf`, `csv` or `ndjson` after it. */
export function askedReport(argument: string): Answer<AskedReport> {
  const words = argument.split(/\s+/).filter((word) => word !== '');
  const form = forms.find((one) => one === words.at(-1)?.toLowerCase());
  const subject = subjectOf(form ? words.slice(0, -1) : words);
  return subject.ok ? accepted({ subject: subject.value, form: form ?? 'pdf' }) : subject;
}

const formWords: Readonly<Record<Form, string>> = {
  pdf: 'Report for people',
  csv: 'List for samplers, one line a change',
  ndjson: 'Evidence bundle for proof',
};

export function offerOf({ subject, form }: AskedReport): FileOffer {
  const about = `${formWords[form]}: ${subjectWords(subject)}. It names people and what they held.`;
  return { name: fileName(subject, form), about, context: { report: subject, form } };
}

/** The whole log is behind a period, and a case about whoever asks may be in it: no bundle of it in the chat. */
export function isWholeLog({ subject, form }: AskedReport): boolean {
  return form === 'ndjson' && !('caseId' in subject);
}

/** The same in words, where no file can be given. @param log where the log is, if the command must be told */
export function commandCard(asked: AskedReport, log?: string): Card {
  const { subject, form } = asked;
  const words = 'caseId' in subject ? subject.caseId : `${subject.from} ${subject.to}`;
  return noticeCard({
    title: 'No file can be given here',
    text: `${offerOf(asked).name} can be made on the machine of the bot.`,
    next: `npm run report -- ${words} --as ${form}${log === undefined ? '' : ` --log ${quoted(log)}`}`,
  });
}

/** As a shell takes it for one word. */
function quoted(path: string): string {
  return /^[\w./:-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** For whoever has said yes to a file while reports are made for others. */
export function waitsCard(before: number): Card {
  return noticeCard({
    title: 'Your report waits its turn',
    text: `${counted(before, 'other report')} ${before === 1 ? 'is' : 'are'} made before it, one at a time.`,
    next: 'It comes by itself; there is nothing you need to do.',
  });
}

/** In a channel nobody gets a file: others have no right to it. */
export function linkCard(tabUrl: string): Card {
  return noticeCard({
    title: 'Reports are in the History tab',
    text: `Files can be given in our own chat only. In the tab you can take it: ${tabUrl}`,
    next: 'Or open the chat with me and type the same there.',
  });
}
