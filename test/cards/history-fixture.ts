import type { CaseState } from '#bot/workflow/case/case-state.ts';
import type { Draft, Entry } from '#storage/entry.ts';
import { emptyHead, headOf, seal } from '#storage/seal.ts';
import { alex, denied, megan } from './fixtures.ts';

/** Fifteen entries of a case, newest first, as a page of the history has them. */
export function historyOf(state: CaseState): readonly Entry[] {
  const leaver = {
    ...state.leaver,
    name: state.leaver.name.toWellFormed(),
    upn: state.leaver.upn.toWellFormed(),
  };
  const operator = { ...state.operator, name: state.operator.name.toWellFormed() };
  const what =
    state.steps[0]?.actions[0]?.changes[0]?.change.what.toWellFormed() ?? 'Disable the AD account jdoe';
  const change = { step: 'directory-account', action: 'ad.disable-account', change: 'account' };
  const mail = { step: 'mailbox', action: 'exchange.convert-to-shared', change: 'mailbox' };
  const drafts: readonly Draft[] = [
    { phase: 'opened', actor: operator, leaver, data: { query: leaver.name, dryRun: false } },
    { phase: 'planned', actor: operator },
    { phase: 'chosen', actor: operator },
    { phase: 'asked', actor: operator, step: 'mailbox' },
    { phase: 'approved', actor: alex, step: 'directory-account' },
    { phase: 'intent', actor: alex, ...change, data: { direction: 'apply', attempt: 1, what } },
    { phase: 'outcome', actor: alex, ...change, result: 'verified', data: { direction: 'apply', what } },
    { phase: 'approved', actor: megan, step: 'mailbox' },
    {
      phase: 'intent',
      actor: megan,
      ...mail,
      data: { direction: 'apply', attempt: 1, what: 'Convert jdoe@contoso.com to a shared mailbox' },
    },
    {
      phase: 'outcome',
      actor: megan,
      ...mail,
      result: 'failed',
      error: denied,
      data: { direction: 'apply', what: 'Convert jdoe@contoso.com to a shared mailbox' },
    },
    { phase: 'refused', actor: operator, result: 'refused', reason: leaver.name, step: 'mailbox' },
    { phase: 'retried', actor: operator },
    {
      phase: 'outcome',
      actor: megan,
      ...mail,
      result: 'applied',
      data: { direction: 'apply', what: 'Convert jdoe@contoso.com to a shared mailbox' },
    },
    { phase: 'swept', actor: operator },
    { phase: 'closed', actor: operator },
  ];
  return sealed(state, drafts).toReversed();
}

function sealed(state: CaseState, drafts: readonly Draft[]): Entry[] {
  const by = { instance: 'test', version: '0', epoch: 1 };
  let head = emptyHead;
  return drafts.map((draft, index) => {
    const at = new Date(Date.parse(state.openedAt) + index * 7_300);
    const entry = seal(draft, head, { caseId: state.caseId, tenant: 't', at, by });
    head = headOf(entry);
    return entry;
  });
}
