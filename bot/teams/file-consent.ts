import { z } from 'zod';
import type { Card } from '#cards/card.ts';
import { noticeCard } from '#cards/notice-card.ts';
import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import type { ReportFile } from '../report/reporter.ts';
import { askedReport, type AskedReport, isWholeLog, waitsCard } from './report-words.ts';
import type { Desk, Shown, Turn } from './desk.ts';
import { putFile } from './put-file.ts';

const uploadInfo = z.object({
  name: z.string(),
  uploadUrl: z.string(),
  contentUrl: z.string(),
  uniqueId: z.string(),
  fileType: z.string(),
});

const consent = z.object({
  action: z.enum(['accept', 'decline']),
  context: z.unknown(),
  uploadInfo: uploadInfo.optional(),
});
export type Consent = z.infer<typeof consent>;

/** What a `fileConsent/invoke` says; `null` when it is none. */
export function consentIn(value: unknown): Consent | null {
  return consent.safeParse(value).data ?? null;
}

const context = z.object({
  report: z.union([
    z.strictObject({ caseId: z.string() }),
    z.strictObject({ from: z.string(), to: z.string() }),
  ]),
  form: z.string(),
});

/** Which report the answer is about: said by the client, so it is read as if it had been typed. */
function askedIn(value: unknown): Answer<AskedReport> {
  const read = context.safeParse(value);
  if (!read.success) return refuse('malformed', { what: 'The report' });
  const { report, form } = read.data;
  const words = 'caseId' in report ? [report.caseId] : [report.from, report.to];
  return askedReport([...words, form].join(' '));
}

/**
 * Makes the report and puts it where the person wants it. Whether they may is asked again: the context is a client's.
 * @param say says something at once, when the report has to wait
 */
export async function deliverReport(
  desk: Desk,
  { by }: Turn,
  said: Consent,
  say: (card: Card) => Promise<void>,
): Promise<Answer<Shown>> {
  const { uploadInfo } = said;
  const asked = askedIn(said.context);
  if (!asked.ok) return asked;
  if (isWholeLog(asked.value)) return refuse('malformed', { what: 'The report' });
  if (!uploadInfo) return refuse('malformed', { what: 'The place for the file' });
  const may = await desk.workflow.mayReport({ by, subject: asked.value.subject });
  if (!may.ok) return may;
  if (!desk.mayUploadTo(uploadInfo.uploadUrl)) return refuse('malformed', { what: 'The place for the file' });
  const file = await desk.workflow.takeReport({ by, ...asked.value }, (before) => say(waitsCard(before)));
  if (!file.ok) return file;
  try {
    return await uploaded(file.value, uploadInfo);
  } finally {
    await file.value.remove();
  }
}

async function uploaded(file: ReportFile, to: z.infer<typeof uploadInfo>): Promise<Answer<Shown>> {
  const put = await putFile(file.path, to.uploadUrl, file.stopping);
  if (!put.ok) return accepted({ card: notDelivered(put.why) });
  const { name, contentUrl, uniqueId, fileType } = to;
  const words = noticeCard({
    title: 'Here is the report',
    text: name,
    tone: file.faults > 0 ? 'bad' : 'good',
  });
  return accepted({ card: words, given: { name, contentUrl, uniqueId, fileType } });
}

function notDelivered(why: string): Card {
  return noticeCard({
    title: 'The report could not be put into your OneDrive',
    text: why,
    next: 'Ask for it again; if it stays so, take it on the machine of the bot with npm run report.',
    tone: 'bad',
  });
}
