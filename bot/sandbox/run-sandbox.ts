import { startCloud } from '#providers/sandbox/server.ts';
import type { RunningBot } from '../start-bot.ts';
import { dataFolder, type DataFolder } from './data-folder.ts';
import { freePorts } from './free-ports.ts';
import type { SandboxOptions } from './options.ts';
import { personas, type Persona } from './personas.ts';
import { personalChatOf } from './playground-config.ts';
import { playgroundUrl, type Playground } from './playground.ts';
import { startWindows, type WindowPlan } from './start-windows.ts';
import type { StopList } from './stop-list.ts';

/** What the sandbox's bot needs to know about the world around it. */
export interface SandboxBotPlan {
  readonly port: number;
  /** Origin of the make-believe cloud. */
  readonly cloud: string;
  readonly data: DataFolder;
  /** How each person is called in Teams, and where those with a window can be reached. */
  readonly people: readonly SandboxReach[];
}

interface SandboxReach {
  readonly aadObjectId: string;
  readonly userId: string;
  readonly conversationId?: string;
  readonly serviceUrl?: string;
}

export interface RunningSandbox {
  readonly bot: string;
  readonly cloud: string;
  readonly windows: readonly Playground[];
  readonly data: DataFolder;
}

const firstWindowPort = 56_150;

/** Starts cloud, bot and windows, in this order; whatever was started is on `stops`, also when the rest fails. */
export async function runSandbox(
  options: SandboxOptions,
  openBot: (plan: SandboxBotPlan) => Promise<RunningBot>,
  stops: StopList,
): Promise<RunningSandbox> {
  const data = dataFolder(options.data, options.reset);
  const cloud = await startCloud({ port: options.cloudPort, dataFile: data.company });
  stops.add('cloud', () => cloud.stop());
  const plans = await windowPlans(options, data);
  const people = personas.map((one) => reachOf(one, plans));
  const bot = await openBot({ port: options.port, cloud: cloud.origin, data, people });
  stops.add('bot', () => bot.stop());
  const windows = await startWindows(plans, `${bot.origin}/api/messages`);
  stops.add('windows', () => Promise.all(windows.map((window) => window.stop())));
  return { bot: bot.origin, cloud: cloud.origin, windows, data };
}

async function windowPlans(options: SandboxOptions, data: DataFolder): Promise<readonly WindowPlan[]> {
  const personas = options.playground ? options.personas : [];
  const ports = await freePorts(firstWindowPort, personas.length);
  return personas.map((persona, at) => ({
    persona,
    port: ports[at] ?? 0,
    folder: data.window(persona.short),
  }));
}

/** Without a window somebody is reached where the bot was last written from: an own connector plays Teams then. */
function reachOf(persona: Persona, plans: readonly WindowPlan[]): SandboxReach {
  const named = { aadObjectId: persona.person.id, userId: persona.userId };
  const window = plans.find((plan) => plan.persona === persona);
  if (!window) return named;
  const serviceUrl = `${playgroundUrl(window.port)}/_connector`;
  return { ...named, conversationId: personalChatOf(persona), serviceUrl };
}
