import { contoso } from '#providers/sandbox/people.ts';
import type { Draft, Entry } from '#storage/entry.ts';
import { emptyHead, headOf, type Head, seal } from '#storage/seal.ts';

/** How many entries a case has, where nobody asks for others. */
const usual = 50;
const operators = 37;
const by = { instance: 'bench-00000000', version: '0.0.0', epoch: 1 };

/** The nth of all leavers; each has one case. */
export function someLeaver(nth: number): {
  readonly id: string;
  readonly upn: string;
  readonly name: string;
} {
  return { id: idOf('e', nth), upn: `leaver${nth}@contoso.com`, name: `Leaver ${nth}` };
}

export function someActor(nth: number): { readonly id: string; readonly name: string } {
  return { id: idOf('b', nth % operators), name: `Operator ${nth % operators}` };
}

/** Sealed entries as a company's years would leave them: one a second, case after case, intents and outcomes. */
export function* logEntries(count: number, prefix = 'BENCH', entriesACase = usual): Generator<Entry> {
  let head: Head = emptyHead;
  for (let nth = 0; nth < count; nth++) {
    const place = nth % entriesACase;
    const nthCase = Math.floor(nth / entriesACase);
    if (place === 0) head = emptyHead;
    const at = new Date(Date.UTC(2026, 0, 1) + nth * 1000);
    const caseId = `${prefix}-${String(nthCase).padStart(6, '0')}`;
    const entry = seal(draft(nthCase, place), head, { caseId, tenant: contoso.tenantId, at, by });
    head = headOf(entry);
    yield entry;
  }
}

/** Of so many cases one has a change that failed. */
const failing = 5000;

function draft(nthCase: number, place: number): Draft {
  const what = `Remove from the security group Project ${place >> 1} of the department`;
  const shared = { actor: someActor(nthCase), leaver: someLeaver(nthCase) };
  if (place === 0) return { ...shared, phase: 'opened' };
  const { step, action } = works[(place >> 1) % works.length] ?? works[0];
  const names = { step, action, change: idOf('a', place >> 1) };
  if (place % 2 === 0)
    return { ...shared, ...names, phase: 'intent', data: { direction: 'apply', attempt: 1, what } };
  const result = place === 25 && nthCase % failing === 0 ? 'failed' : 'verified';
  return { ...shared, ...names, phase: 'outcome', result, data: { direction: 'apply', what } };
}

const works = [
  { step: 'group-memberships', action: 'entra.remove-from-groups' },
  { step: 'group-memberships', action: 'ad.remove-from-groups' },
  { step: 'licences', action: 'entra.remove-licences' },
  { step: 'mailbox', action: 'exchange.convert-to-shared' },
  { step: 'data-transfer', action: 'sharepoint.grant-onedrive-access' },
] as const;

function idOf(kind: string, nth: number): string {
  return `${kind}0000000-0000-4000-8000-${String(nth).padStart(12, '0')}`;
}
