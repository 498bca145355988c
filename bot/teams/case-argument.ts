import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import { parseCaseId } from '../workflow/case/case-id.ts';
import { splitFirst } from './parse-command.ts';

/** The case a command names first, and the rest of the line. */
export function caseArgument(argument: string): Answer<{ readonly caseId: string; readonly rest: string }> {
  const [first, rest] = splitFirst(argument);
  if (first === '') return refuse('malformed', { what: 'The id of the case' });
  const caseId = parseCaseId(first);
  return caseId === null ? refuse('no-such-case', { case: first.slice(0, 40) }) : accepted({ caseId, rest });
}
