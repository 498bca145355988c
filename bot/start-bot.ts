import type { AnyAction } from '#providers/action.ts';
import type { Systems } from '#providers/systems.ts';
import type { Entry } from '#storage/entry.ts';
import type { LogStore } from '#storage/log-store.ts';
import type { Config } from './config.ts';
import { stopInOrder } from './graceful-stop.ts';
import type { Anchor } from './proof/anchor.ts';
import type { Told } from './proof/channel-anchor.ts';
import type { Checkpointer } from './proof/checkpointer.ts';
import { productVersion } from './product-version.ts';
import { createCases } from './workflow/case/cases.ts';
import { createDriver, type Driver } from './workflow/driver.ts';
import { createHoldsSeen } from './workflow/hold/holds-seen.ts';
import { readProtection } from './workflow/approve/read-protection.ts';
import type { Clock, Log, World } from './workflow/world.ts';

/** What a running bot is made of. The sandbox gives other systems and another way in; all else is the same. */
export interface BotParts {
  readonly settings: BotSettings;
  readonly tenant: string;
  readonly systems: Systems;
  readonly catalog: readonly AnyAction[];
  readonly store: LogStore;
  /** Signs the log; `null` only where nothing is to be proven. */
  readonly checkpointer: Checkpointer | null;
  /** Places beside the file that are told of checkpoints; none in the sandbox. */
  readonly anchors?: (way: Pick<Listener, 'announce'>) => readonly Anchor[];
  readonly clock: Clock;
  readonly log: Log;
  /** Names this process in the log; new at every start. */
  readonly instance: string;
  /** Opens the way in from Teams. */
  readonly listen: (world: World, driver: Driver) => Promise<Listener>;
}

/** The settings that production and sandbox share. */
export type BotSettings = Pick<Config, 'guards' | 'approvals' | 'timing' | 'retention'>;

/** The way in from Teams. */
export interface Listener {
  /** `http://127.0.0.1:3978` */
  readonly origin: string;
  /** Told of every entry: cards and people may have to learn of it. Must not throw. */
  readonly told: World['told'];
  /** Told when a case stands still because nothing can be recorded, and when it goes on. Must not throw. */
  readonly standsStill: World['standsStill'];
  /** Says a checkpoint in a channel of Teams in which the bot is. @throws TeamsFailure */
  announce(channel: string, checkpoint: Told): Promise<void>;
  /** Takes nothing new; resolves when what came in has been answered. */
  close(): Promise<void>;
}

export interface RunningBot {
  readonly origin: string;
  /** False when something had to be left behind; the log knows where to go on. */
  stop(): Promise<boolean>;
}

/** How long each part may take to stop, in ms. A change that takes longer is left as an intent, for the next start. */
const patience = { wayIn: 5000, work: 20_000, checkpoint: 5000, store: 5000 };

/** Starts to listen first, and then takes up the cases an earlier process left. */
export async function startBot(parts: BotParts): Promise<RunningBot> {
  const { store, clock, log, checkpointer } = parts;
  await store.ping();
  const ears: Pick<Listener, 'told' | 'standsStill'>[] = [];
  const world = worldOf(parts, {
    told(state, entry) {
      log.info(factsOf(entry), 'entry written');
      for (const ear of ears) ear.told(state, entry);
    },
    standsStill(state, isStill) {
      for (const ear of ears) ear.standsStill(state, isStill);
    },
  });
  const driver = createDriver(world);
  const listener = await parts.listen(world, driver);
  ears.push(listener);
  if (checkpointer) ears.push({ told: (state) => checkpointer.told(state), standsStill() {} });
  driver.start();
  checkpointer?.start(parts.anchors?.(listener));
  log.info({ origin: listener.origin, version: productVersion }, 'started');
  const order = [
    { what: 'way in from Teams', withinMs: patience.wayIn, stop: () => listener.close() },
    { what: 'work on cases', withinMs: patience.work, stop: () => driver.stop() },
    {
      what: 'last checkpoint',
      withinMs: patience.checkpoint,
      stop: async () => checkpointer?.stop(),
    },
    { what: 'store', withinMs: patience.store, stop: () => store.close() },
  ];
  return {
    origin: listener.origin,
    stop: () => stopInOrder({ parts: order, clock, log }),
  };
}

/** What may stand in every line: which act it was and how it ended, and nobody's name. */
function factsOf({ caseId, seq, phase, step, action, result, error }: Entry): object {
  const { system, code, requestId } = error ?? {};
  return { caseId, seq, phase, step, action, result, system, code, requestId };
}

function worldOf(parts: BotParts, voice: Pick<World, 'told' | 'standsStill'>): World {
  const { settings, store, clock, tenant, instance, systems, catalog, log } = parts;
  const version = productVersion;
  const cases = createCases({ store, tenant, instance, version, now: () => clock.now(), told: voice.told });
  const { guards, approvals, timing, retention } = settings;
  const rules = { guards, approvals, timing, retention };
  const protection: World['protection'] = (leaver) => readProtection(systems, leaver);
  return {
    store,
    cases,
    systems,
    protection,
    catalog,
    tenant,
    instance,
    version,
    ...rules,
    clock,
    holdsSeen: createHoldsSeen(clock),
    log,
    ...voice,
  };
}
