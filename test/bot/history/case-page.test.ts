import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CasePage } from '#bot/history/case-page.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { retryCase } from '#bot/workflow/acts/retry-case.ts';
import { driveUntilQuiet } from '#test/set-up/case-world.ts';
import { alex, megan } from '#test/set-up/small-world.ts';
import { tabStage, type TabStage } from '#test/set-up/tab-stage.ts';
import { tellCases, type ToldCases } from '#test/set-up/told-cases.ts';

let stage: TabStage;
let told: ToldCases;

beforeAll(async () => {
  stage = await tabStage();
  told = await tellCases(stage.world, stage.sandbox);
});
afterAll(() => stage?.stop());

type Whole = Extract<CasePage, { kind: 'case' }>;

const casePage = (caseId: string) => stage.read<Whole>('adelev', `cases/${caseId}`);

describe('the page of a case', () => {
  it('tells what the closing sweep had found before an undo, and when', async () => {
    const { isSwept, earlierSweep, timeline } = await casePage(told.undone.caseId);
    const swept = timeline.find(({ phase }) => phase === 'swept')!;

    expect(isSwept).toBe(false);
    expect(earlierSweep).toEqual({
      at: swept.at,
      beforeUndo: true,
      found: [expect.stringContaining('Everyone in Germany')],
    });
    expect((await casePage(told.canceled.caseId)).earlierSweep).toBeNull();
    expect((await casePage(told.complete.caseId)).earlierSweep).toBeNull();
  });

  it('says of what was put back when that was seen, and not when the change was', async () => {
    const { access, timeline } = await casePage(told.undone.caseId);
    const putBack = timeline.filter(({ result }) => result === 'undone');

    expect(putBack.length).toBeGreaterThan(1);
    for (const row of putBack) {
      const seen = access.find(({ ref }) => ref === `${row.action}/${row.change}`);
      expect(seen?.at).toBe(row.at);
    }
  });

  it('says what was given to whom, and calls a session ended', async () => {
    const { access } = await casePage(told.complete.caseId);
    const afterOf = (what: RegExp) => access.find((row) => what.test(row.what))?.after;

    expect(afterOf(/^Make Megan Bowen owner of the group/)).toBe('owner: Megan Bowen, no longer John Doe');
    expect(afterOf(/^Make Megan Bowen owner of the app/)).toBe('owner: Megan Bowen, no longer John Doe');
    expect(afterOf(/^End John Doe’s ownership/)).toBe('owner: others, no longer John Doe');
    expect(afterOf(/full control of the OneDrive/)).toBe('Megan Bowen: full control');
    expect(afterOf(/^End all sessions/)).toBe('ended');
  });

  it('says in words how every thing was and is, and nothing as the log has stored it', async () => {
    const { access } = await casePage(told.complete.caseId);
    const endsOf = (what: RegExp) => {
      const row = access.find((one) => what.test(one.what));
      return [row?.before, row?.after];
    };

    expect(access.flatMap(({ stored }) => stored)).toEqual([]);
    expect(access.map(({ before, after }) => `${before} ${after}`).join('\n')).not.toMatch(
      /[{}"]|\b(?:true|false|null)\b|[0-9a-f]{8}-[0-9a-f]{4}-/,
    );
    expect(endsOf(/^Forward new mail/)).toEqual([
      'new mail is not forwarded',
      'new mail goes to Megan Bowen, a copy stays',
    ]);
    expect(endsOf(/licence ENTERPRISEPACK/)).toEqual([
      'licence ENTERPRISEPACK, without 1 service plan of it',
      'no such licence',
    ]);
    expect(endsOf(/^Remove from the team/)).toEqual(['member of the team Sales Team', 'not a member']);
  });

  it('names who was asked and whom the request reached', async () => {
    const { timeline } = await casePage(told.complete.caseId);

    expect(timeline.map(({ what }) => what)).toContain('Approval asked of Megan Bowen');
  });

  it('keeps in sight who said no to a step that was asked again', async () => {
    const { world } = stage;
    const { caseId } = told.open;
    const before = { by: megan, caseId, step: 'mailbox', reason: 'Only on leave.' };
    const no = await decide(world, { ...before, verdict: 'reject' });
    const { rejectedBefore: none } = (await casePage(caseId)).approvals.find(
      ({ step }) => step === 'mailbox',
    )!;
    const again = await retryCase(world, { by: alex, caseId });
    await driveUntilQuiet(world, caseId);
    const row = (await casePage(caseId)).approvals.find(({ step }) => step === 'mailbox')!;

    expect([no.ok, again.ok, none, row.status]).toEqual([true, true, null, 'asked']);
    expect(row.rejectedBefore).toMatchObject({ by: { name: 'Megan Bowen' }, reason: 'Only on leave.' });
  });
});
