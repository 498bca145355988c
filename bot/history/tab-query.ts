import { z } from 'zod';
import { stepIds, systemIds } from '#providers/action.ts';
import { results } from '#storage/entry.ts';
import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import { parseCaseId } from '../workflow/case/case-id.ts';
import { parts } from './people-in-log.ts';

/** Which cases or entries somebody asks for, as the address of the question says it. */
export type TabQuery = z.infer<typeof tabQuery>;

/** A name, sign-in name or object id. */
const person = z.string().trim().min(1).max(256);
const time = z.iso.datetime({ offset: true });

const tabQuery = z
  .strictObject({
    case: z.string().max(20).transform(caseOrRegister).optional(),
    leaver: person.optional(),
    operator: person.optional(),
    approver: person.optional(),
    step: z.enum(stepIds).optional(),
    action: z
      .string()
      .max(80)
      .regex(/^[a-z]+\.[a-z-]+$/)
      .optional(),
    result: z.enum(results).optional(),
    system: z.enum(systemIds).optional(),
    from: time.optional(),
    to: time.optional(),
    /** Key of a page. */
    page: z.string().min(1).max(400).optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) <= Date.parse(to), {
    path: ['span'],
  });

/** What each part is called in the refusal. */
const names: Readonly<Record<string, string>> = {
  case: 'The case',
  leaver: 'The leaver',
  operator: 'The operator',
  approver: 'The approver',
  step: 'The step',
  action: 'The action',
  result: 'The result',
  system: 'The system',
  from: 'The time from which on',
  to: 'The time until when',
  page: 'The page',
};

/** Strict: what is unknown, there twice, or not of its kind is refused and not passed over. */
export function readTabQuery(parameters: URLSearchParams): Answer<TabQuery> {
  const given = [...parameters].map(([name, value]) => [name, value === '' ? undefined : value] as const);
  const fields = Object.fromEntries(given);
  if (Object.keys(fields).length < given.length) return badFilter('A part that is there twice');
  const read = tabQuery.safeParse(fields);
  if (read.success) return accepted(read.data);
  const part = String(read.error.issues[0]?.path[0]);
  if (part === 'span') return refuse('bad-filter', { told: 'From is after To.' });
  return badFilter(names[part] ?? 'A part of the question');
}

const offerQuery = z.strictObject({ part: z.enum(parts), text: person });

/** Whom somebody is typing: in what capacity, and the text so far. */
export function readOfferQuery(parameters: URLSearchParams): Answer<z.infer<typeof offerQuery>> {
  const read = offerQuery.safeParse(Object.fromEntries(parameters));
  return read.success ? accepted(read.data) : badFilter('Whom you look for');
}

export function badFilter(what: string): Answer<never> {
  return refuse('bad-filter', { what });
}

/** A case's id as people type it, or that of a day's register. */
function caseOrRegister(text: string, context: z.RefinementCtx): string {
  const id = /^REG-\d{8}$/.test(text) ? text : parseCaseId(text);
  if (id !== null) return id;
  context.addIssue({ code: 'custom', message: 'not a case' });
  return z.NEVER;
}
