import { accepted, type Answer, refuse } from '../../policy/refusal.ts';
import type { Command, Desk, Shown, Turn } from '../desk.ts';
import {
  askedReport,
  type AskedReport,
  commandCard,
  isWholeLog,
  linkCard,
  offerOf,
} from '../report-words.ts';

/**
 * `/report <case>`, `/report <first day> <last day>`: offers the report as a file; it is made when the person takes it.
 * A word at the end says as what: pdf, csv, ndjson.
 */
export const report: Command = {
  name: 'report',
  async run(desk, turn, argument) {
    const asked = askedReport(argument);
    if (!asked.ok) return asked;
    const may = await desk.workflow.mayReport({ by: turn.by, subject: asked.value.subject });
    return may.ok ? offered(desk, turn, asked.value) : may;
  },
};

function offered({ tabUrl, logToName }: Desk, { at }: Turn, asked: AskedReport): Answer<Shown> {
  if (!at.personal) return tabUrl ? accepted({ card: linkCard(tabUrl) }) : refuse('private-chat-only');
  return accepted({
    card: commandCard(asked, logToName),
    ...(isWholeLog(asked) ? {} : { offer: offerOf(asked) }),
  });
}
