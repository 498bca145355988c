import { createInterface } from 'node:readline';
import { sandboxRoles, sandboxSettings } from '#bot/sandbox/sandbox-settings.ts';
import { startBot, type Listener } from '#bot/start-bot.ts';
import { systemClock } from '#bot/system-clock.ts';
import type { TeamsSettings } from '#bot/teams/settings.ts';
import type { Driver } from '#bot/workflow/driver.ts';
import type { World } from '#bot/workflow/world.ts';
import { catalog } from '#providers/catalog.ts';
import { permissionsOf } from '#providers/permissions.ts';
import { contoso } from '#providers/sandbox/people.ts';
import { sandboxSystems } from '#providers/sandbox/sandbox-systems.ts';
import { botInCatalog } from '#providers/sandbox/things.ts';
import { openStore } from '#storage/open-store.ts';
import { markedAction, markedFetch, markedLog, markedStore, teller } from '#test/set-up/process/marked.ts';
import type { BotPlan } from '#test/set-up/process/marks.ts';
import { obey, type Order } from '#test/set-up/process/orders.ts';
import { quick } from '#test/set-up/sandbox-world.ts';

/**
 * The product's bot as a process of its own, with the machine's clock, on a store and a cloud that outlive it. In the
 * place of Teams it takes orders on standard input, unless it is to be open to Teams; it says on standard output what it does. Argument: a BotPlan.
 */
const plan = JSON.parse(process.argv[2] ?? '') as BotPlan;
const says = teller(plan.kill, (line) => process.stdout.write(line));
globalThis.fetch = markedFetch(globalThis.fetch, says);

async function carryOut(world: World, driver: Driver, line: string, order: number): Promise<void> {
  const wanted = JSON.parse(line) as Order;
  if (wanted.act === 'stop') return void bot.stop().then(() => process.exit());
  try {
    const { caseId, why } = await obey(world, wanted);
    if (caseId !== null) driver.wake(caseId);
    says.tell({ at: 'answered', order, ok: caseId !== null, why });
  } catch (error) {
    says.tell({ at: 'answered', order, ok: false, why: String(error) });
  }
}

// Whoever started it is gone: nobody listens any more.
process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL'));

async function takeOrders(world: World, driver: Driver): Promise<Listener> {
  let orders = 0;
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => void carryOut(world, driver, line, orders++));
  return {
    origin: 'standard input',
    told() {},
    standsStill() {},
    async announce() {},
    close: async () => lines.close(),
  };
}

/** The whole way in; whoever writes says where the channel is. */
async function openToTeams(world: World, driver: Driver): Promise<Listener> {
  process.stdin.resume();
  // Only here: the SDK takes its time, and most bots that are killed do without.
  const { listenToTeams } = await import('#bot/teams/listen-to-teams.ts');
  const settings: TeamsSettings = {
    identity: null,
    tenant: contoso.tenantId,
    roles: sandboxRoles,
    teamsAppId: botInCatalog.externalId,
    sandbox: { people: [] },
  };
  return listenToTeams({ settings, host: '127.0.0.1', port: 0 }, world, driver);
}

const bot = await startBot({
  settings: {
    ...sandboxSettings,
    timing: {
      holdMs: plan.holdMs,
      verifyWaitsMs: [0, 20, 50, 100, 200, 400],
      heldUpWaitsMs: [50, 100, 200],
      spreadMs: 0,
      attempts: 3,
    },
  },
  tenant: contoso.tenantId,
  systems: sandboxSystems({
    origin: plan.cloud,
    granted: permissionsOf(catalog),
    clock: systemClock,
    limits: quick,
  }),
  catalog: catalog.map((action) => markedAction(action, says)),
  store: markedStore(await openStore(plan.store), says),
  checkpointer: null,
  clock: systemClock,
  log: markedLog(says),
  instance: plan.instance,
  listen: plan.inTeams ? openToTeams : takeOrders,
});
says.tell({ at: 'ready', origin: bot.origin });
