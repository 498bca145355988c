import { beforeEach, describe, expect, it } from 'vitest';
import { caseVerdict } from '#bot/report/case-verdict.ts';
import { csvHead, csvOfCase } from '#bot/report/csv-report.ts';
import { type Evidence, evidenceOf } from '#bot/report/evidence.ts';
import { certificate } from '#bot/report/pdf/case-certificate.ts';
import { everyChange } from '#bot/report/pdf/case-sections.ts';
import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { askUndo } from '#bot/workflow/acts/undo.ts';
import { event } from '#bot/workflow/case/event.ts';
import { gaveWay } from '#bot/workflow/erase/give-way.ts';
import { cupboard, removeThings } from '#test/set-up/cupboard.ts';
import {
  alex,
  approveShown,
  caseId,
  confirmShown,
  goOn,
  isaiah,
  opened,
  smallWorld,
  type SmallWorld,
} from '#test/set-up/small-world.ts';
import {
  entriesOf,
  opened as openedEvent,
  plannedChange,
  plannedStep,
  told,
} from '#test/set-up/told-case.ts';
import { readCsv } from './read-csv.ts';
import { wordsOf } from './words-of.ts';

let world: SmallWorld;

beforeEach(async () => {
  const box = cupboard(
    { name: 'accountEnabled', group: 'door', value: 'open' },
    { name: 'sales', group: 'groups', value: 'member' },
  );
  world = await smallWorld([
    removeThings(box, { id: 'entra.block-sign-in', group: 'door' }),
    removeThings(box, { id: 'ad.remove-from-groups', group: 'groups', step: 'group-memberships' }),
  ]);
});

async function evidence(): Promise<Evidence> {
  const asOf = world.clock.now().toISOString();
  return evidenceOf(await world.store.readCase(caseId), { targetMinutes: 240, asOf });
}

async function frozen(off: readonly string[] = []): Promise<void> {
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off });
  await goOn(world);
}

async function complete(): Promise<void> {
  await frozen();
  await approveShown(world, alex, { caseId, step: 'azure-access' });
  await approveShown(world, alex, { caseId, step: 'group-memberships' });
  await goOn(world);
}

const rowsOf = (told: Evidence) => readCsv([csvHead(), ...csvOfCase(told, 'sound')].join(''));
const resultsOf = (told: Evidence) =>
  rowsOf(told)
    .filter(({ record }) => record === 'change')
    .map(({ result }) => result);
const proof = { fault: null, checkpoint: null, coveredTo: 0, head: { seq: 1, hash: '00' } };
const head = { made: '2026-12-31T00:00:00.000Z', takenBy: 'Adele Vance', version: '0.1.0' };
const firstPage = (evidence: Evidence) => wordsOf(certificate({ evidence, proof, head, bundle: null }));

describe('who ended a case', () => {
  it('is named on the first page and in the CSV when somebody canceled it', async () => {
    await frozen();
    await cancelCase(world, { by: isaiah, caseId });
    const canceled = await evidence();
    const { ended } = canceled;
    const at = ended!.at.replace('T', ' ').slice(0, 19);
    const [row] = rowsOf(canceled);

    expect(ended).toMatchObject({
      by: { id: isaiah.id },
      at: canceled.closedAt,
      why: 'Canceled by Isaiah Langer.',
    });
    expect(caseVerdict({ evidence: canceled, proof }).lines[0]).toBe(
      `Isaiah Langer ended the case on ${at} UTC. What had been done stays done.`,
    );
    expect(firstPage(canceled)).toContain(`Ended\n${at}, by Isaiah Langer`);
    expect(row).toMatchObject({
      closed_by: 'Isaiah Langer',
      closed_by_id: isaiah.id,
      reason: 'Canceled by Isaiah Langer.',
    });
  });

  it('is nobody while the case is open, also when an undo has opened it again', async () => {
    await complete();
    await askUndo(world, { by: isaiah, caseId });
    await confirmShown(world, alex, caseId);
    const open = await evidence();

    expect(open.ended).toBeNull();
    expect(rowsOf(open)[0]).toMatchObject({ closed_by: 'open', closed_by_id: 'open', reason: 'n/a' });
  });

  it('is no person where the bot ended it when all was done: it stands in whose name', async () => {
    await complete();
    const done = await evidence();

    expect(done.outcome).toBe('complete');
    expect(firstPage(done)).toMatch(/Ended\n.*, in the name of Alex Wilber/);
    expect(rowsOf(done)[0]).toMatchObject({ closed_by: 'Alex Wilber' });
  });

  it('is no person where the bot gave way to an erasure, and the first page says why', () => {
    const entries = entriesOf(openedEvent, gaveWay(told())!);
    const canceled = evidenceOf(entries, { targetMinutes: 240, asOf: head.made });
    const [line] = caseVerdict({ evidence: canceled, proof }).lines;

    expect(line).toContain('What the log knows of this person is being erased.');
    expect(line).toMatch(/^The case was ended on .* UTC, in the name of Alex Wilber: /);
  });
});

describe('a change that was never begun', () => {
  it('waits while its case is open', async () => {
    await frozen();

    expect(resultsOf(await evidence())).toEqual(['waiting', 'waiting']);
  });

  it.each([
    ['canceled', false],
    ['a dry run', true],
  ])('was not made in a case that is %s', async (_, dryRun) => {
    if (dryRun) {
      await opened(world, true);
      await goOn(world);
    } else {
      await frozen();
      await cancelCase(world, { by: alex, caseId });
    }
    const ended = await evidence();

    expect(ended.closedAt).not.toBeNull();
    expect(resultsOf(ended)).toEqual(['not-made', 'not-made']);
    expect(wordsOf(everyChange(ended))).toContain('not made');
    expect(wordsOf(everyChange(ended))).not.toContain('waiting');
  });

  it('was left out where the operator left it out', async () => {
    await frozen(['group-memberships']);
    await cancelCase(world, { by: alex, caseId });
    const ended = await evidence();

    expect(resultsOf(ended)).toEqual(['left-out', 'not-made']);
    expect(wordsOf(everyChange(ended))).not.toContain('waiting');
  });

  it('is unknown where it was sent, was to be tried again, and its case was canceled before', () => {
    const step = plannedStep('licences', plannedChange('lamp'));
    const [action] = step.actions;
    const at = { step: 'licences', action: action!.action, change: 'lamp' } as const;
    const entries = entriesOf(
      openedEvent,
      event('planned', alex, { revision: 1, steps: [step] }),
      event('intent', alex, { what: 'x', direction: 'apply', attempt: 1 }, at),
      event(
        'outcome',
        alex,
        { what: 'x', direction: 'apply' },
        { ...at, result: 'failed', reason: 'No rights.' },
      ),
      event('retried', alex, { refs: [`${at.action}/lamp`], steps: [] }),
      event('closed', alex, { outcome: 'canceled' }),
    );

    expect(resultsOf(evidenceOf(entries, { targetMinutes: 240, asOf: head.made }))).toEqual(['unknown']);
  });
});
