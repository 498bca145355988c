import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCheckpointer } from '#bot/proof/open-checkpointer.ts';
import { makeReport } from '#bot/report/make-report.ts';
import { noteReport } from '#bot/report/note-report.ts';
import type { Subject } from '#bot/report/report-order.ts';
import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { openCase } from '#bot/workflow/acts/open-case.ts';
import { createCases } from '#bot/workflow/case/cases.ts';
import { recordRefusal } from '#bot/workflow/case/register.ts';
import type { World } from '#bot/workflow/world.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import {
  approvedCase,
  driveUntilQuiet,
  frozenCase,
  plannedCase,
  sandboxWorld,
  undoneCase,
} from '#test/set-up/case-world.ts';
import { say } from '#test/set-up/say.ts';
import { startSandbox } from '#test/set-up/sandbox-world.ts';
import { adele, alex, isaiah, megan } from '#test/set-up/small-world.ts';
import { type VirtualClock, virtualClock } from '#test/set-up/virtual-clock.ts';

/** `npm run report:pictures [-- folder]`: reports of a month at Contoso, page by page. Needs pdftoppm (Debian: poppler-utils). */
const minute = 60_000;
const day = 24 * 60 * minute;
const folder = mkdtempSync(join(tmpdir(), 'offboarding-pictures-'));
const log = join(folder, 'log.db');
const pictures = process.argv[2] ?? 'docs/pictures/report';

async function main(): Promise<void> {
  const sandbox = await startSandbox();
  const store = await openSqliteStore({ file: log });
  const clock = virtualClock('2026-11-02T08:12:41.318Z');
  const world = slowly(
    { ...(await sandboxWorld(sandbox, { store, clock })), instance: 'bot-5f0c', version: '0.1.0' },
    clock,
  );
  const [john, zoe] = await aMonth(world, clock);
  await noteReport(world, {
    by: { id: adele.id, name: adele.name },
    subject: { caseId: john },
    form: 'pdf',
    via: 'chat',
  });
  const keys = join(folder, 'checkpoints');
  const proof = { folder: keys, store, tenant: world.tenant, clock: world.clock, log: world.log };
  await (await openCheckpointer(proof)).signNow();
  await Promise.all([store.close(), sandbox.stop()]);
  mkdirSync(pictures, { recursive: true });
  await draw('case', { caseId: john });
  await draw('case-with-exceptions', { caseId: zoe });
  await draw('period', { from: '2026-11-01', to: '2026-11-30' });
  say(`pictures in ${pictures}`);
}

/** Every entry takes a moment, as it does in life. */
function slowly(world: World, clock: VirtualClock): World {
  const now = () => {
    clock.advance(317);
    return clock.now();
  };
  const { store, tenant, instance, version, told } = world;
  const cases = createCases({ store, tenant, instance, version, now, told });
  return { ...world, clock: { now, sleep: (ms, signal) => clock.sleep(ms, signal) }, cases };
}

/** @returns the cases of John Doe, which went well, and of Zoë O’Neil, which did not */
async function aMonth(world: World, clock: VirtualClock): Promise<readonly [string, string]> {
  const john = await frozenCase(world);
  clock.advance(11 * minute);
  const begun = await approvedCase(world, john, (step) => step !== 'mailbox' && step !== 'final-cleanup');
  clock.advance(47 * minute);
  const refusal = { code: 'not-operator', facts: {} } as const;
  await recordRefusal(world, { by: megan, act: 'cancel', refusal, caseId: john.caseId });
  await approvedCase(world, begun);
  clock.advance(3 * day);
  const zoe = await frozenCase(world, "zoe.o'neil@contoso.com");
  const no = { verdict: 'reject', reason: 'The licence is needed until the audit is over.' } as const;
  await decide(world, { by: alex, caseId: zoe.caseId, step: 'licences', ...no });
  clock.advance(310 * minute);
  const late = await approvedCase(world, zoe, (step) => step !== 'licences');
  clock.advance(30 * minute);
  await undoneCase(world, late, { step: 'mailbox' });
  clock.advance(2 * day);
  await frozenCase(world, 'joni.sherman@contoso.com').then((state) => approvedCase(world, state));
  clock.advance(day);
  const { caseId } = await plannedCase(world, 'diego.siciliani@contoso.com');
  await cancelCase(world, { by: isaiah, caseId });
  clock.advance(day);
  const dry = await openCase(world, { by: alex, query: 'henrietta.mueller@contoso.com', dryRun: true });
  if (dry.ok && dry.value.kind === 'opened') await driveUntilQuiet(world, dry.value.state.caseId);
  clock.advance(day);
  await frozenCase(world, 'chris.green@contoso.com').then((state) => approvedCase(world, state));
  return [john.caseId, zoe.caseId];
}

async function draw(name: string, subject: Subject): Promise<void> {
  const head = { made: '2026-12-01T08:00:00.000Z', takenBy: adele.name, version: '0.1.0' };
  const to = join(folder, `${name}.pdf`);
  await makeReport({ log, subject, form: 'pdf', to, head, targetMinutes: 240 });
  const { status } = spawnSync('pdftoppm', ['-r', '70', '-png', to, join(pictures, name)]);
  if (status !== 0) throw new Error('pdftoppm did not draw it: it comes with poppler-utils');
}

await main().finally(() => rmSync(folder, { recursive: true, force: true }));
