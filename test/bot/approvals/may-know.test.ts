import { describe, expect, it } from 'vitest';
import { mayKnow } from '#bot/approvals/may-know.ts';
import type { Caller } from '#bot/policy/caller.ts';
import { adele, alex, caseAt, isaiah, megan, noon, patti, person, stepAt } from '#test/set-up/case-at.ts';

const caseId = 'OFF-TEST1';
const mailbox = stepAt({ hash: 'seen', approval: { status: 'asked', approver: megan } });
const decided = stepAt({
  hash: 'other',
  approval: { status: 'approved', decidedBy: person('Diego Siciliani') },
});
const asked = stepAt({ rejected: { by: person('Joni Sherman'), at: noon } });
const state = caseAt({ steps: [decided, mailbox, asked] });
const know = (by: Caller, hash?: string, there = true) =>
  mayKnow(there ? state : null, { by, caseId, ...(hash === undefined ? {} : { hash }) });
const unheard = { ok: false, refusal: { code: 'no-part', facts: { case: caseId } } };

describe('a case that is named by its id', () => {
  it.each([alex, isaiah, adele, megan, person('Diego Siciliani'), person('Joni Sherman')])(
    'is known to $name, who has a role, is asked, has decided, or said no before',
    (by) => {
      expect(know(by)).toEqual({ ok: true, value: state });
    },
  );

  it('is known to whoever shows what only its card could tell', () => {
    expect(know(patti, 'seen')).toEqual({ ok: true, value: state });
  });

  it('answers anybody else as if there were none', () => {
    expect(know(patti)).toEqual(unheard);
    expect(know(patti, 'made up')).toEqual(unheard);
    expect(know(patti, 'seen', false)).toEqual(unheard);
  });

  it('is not the leaver’s own to ask about, though asked in it', () => {
    const own = { ...megan, id: state.leaver.id };
    const asks = caseAt({ steps: [stepAt({ approval: { status: 'asked', approver: own } })] });

    expect(mayKnow(asks, { by: own, caseId })).toEqual(unheard);
  });

  it('that is none is told to whoever has a role', () => {
    expect(know(alex, undefined, false)).toEqual({
      ok: false,
      refusal: { code: 'no-such-case', facts: { case: caseId } },
    });
  });
});
