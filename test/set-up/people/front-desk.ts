import { bindWorkflow } from '#bot/teams/bind-workflow.ts';
import { createEdge, type Edge } from '#bot/teams/edge.ts';
import type { InvokeBody } from '#bot/teams/invoke-body.ts';
import type { Message } from '#bot/teams/send-by-adapter.ts';
import type { Caller } from '#bot/policy/caller.ts';
import { createCases } from '#bot/workflow/case/cases.ts';
import type { World } from '#bot/workflow/world.ts';
import { contoso } from '#providers/sandbox/people.ts';
import type { Systems } from '#providers/systems.ts';
import type { Actor, Entry } from '#storage/entry.ts';
import type { LogStore } from '#storage/log-store.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { impatientClock, type ImpatientClock } from '#test/providers/impatient-clock.ts';
import { wordsOf } from '#test/set-up/connector.ts';
import { caseId, smallWorld } from '#test/set-up/small-world.ts';
import type { Try } from './acts.ts';
import type { Persona } from './personas.ts';
import { catalogOf, filledCupboard, type Snapshot } from './snapshots.ts';

/** What came of an act: everything that anybody could notice. */
export interface Noticed {
  /** The answer to a click. */
  readonly body: InvokeBody | null;
  /** Messages of the bot, with the conversation they went to. */
  readonly said: readonly { readonly to: string; readonly words: string }[];
  /** What was written to the log, in order. */
  readonly entries: readonly Entry[];
  /** True when work on a case was begun, or its cards brought somewhere. */
  readonly moved: boolean;
  /** True when the list of open cases is another one. */
  readonly listed: boolean;
  /** What the bot's keepers read. */
  readonly lines: readonly string[];
}

/** Who somebody is in this company at this moment. */
export interface Directory {
  readonly systems: Systems;
  readonly lookUp: (person: Actor) => Promise<Caller | null>;
}

/** All of the product behind Teams' adapter, on a copy of a case. */
export interface FrontDesk {
  readonly edge: Edge;
  readonly world: World & { readonly clock: ImpatientClock };
  /** One person tries one thing, in their own chat with the bot or where `more` says. */
  tries(persona: Persona, attempt: Attempt, more?: object): Promise<Noticed>;
  close(): Promise<void>;
}

export const roles = { operatorsGroupId: contoso.operatorsGroupId, auditorsGroupId: contoso.auditorsGroupId };

type Heard = { said: { to: string; words: string }[]; entries: Entry[]; lines: string[]; moved: boolean };

function silence(): Heard {
  return { said: [], entries: [], lines: [], moved: false };
}

export type Attempt = Pick<Try, 'button' | 'text'>;

/** How an activity gets to the edge: straight, or through an HTTP server in front of it. */
export type Deliver = (edge: Edge, activity: ActivityOf) => Promise<InvokeBody | null>;

export async function frontDesk(
  directory: Directory,
  snapshot: Snapshot,
  deliver: Deliver = straight,
): Promise<FrontDesk> {
  let heard = silence();
  const store = await storeWith(snapshot, (entry) => heard.entries.push(entry));
  const world = await worldOn(directory.systems, store, snapshot.now, (line) => heard.lines.push(line));
  const move = async (): Promise<void> => void (heard.moved = true);
  const hear = async ({ conversationId: to }: { conversationId: string }, { card }: Message) => {
    heard.said.push({ to, words: wordsOf(card) });
    return 'a message';
  };
  const workflow = bindWorkflow(world, { wake: () => void move() }, roles);
  const edge = createEdge({
    desk: {
      workflow,
      now: () => world.clock.now(),
      adopt: move,
      livesAt: async () => false,
      mayUploadTo: () => false,
    },
    lookUp: directory.lookUp,
    log: world.log,
    sender: { send: hear, update: async (at, _id, message) => void (await hear(at, message)) },
    people: { remember() {}, meet: async () => true, async forget() {} },
    clock: world.clock,
    tenant: contoso.tenantId,
    clickMs: 4_000,
    messageMs: 10_000,
  });
  return {
    edge,
    world,
    async tries(persona, attempt, more = {}) {
      heard = silence();
      const open = await store.listOpen();
      const body = await deliver(edge, { ...activityOf(persona, attempt), ...more });
      return { ...heard, body, listed: (await store.listOpen()).join() !== open.join() };
    },
    close: () => store.close(),
  };
}

const straight: Deliver = async (edge, activity) => {
  if (activity.type === 'invoke') return edge.click(activity);
  await edge.message(activity);
  return null;
};

async function storeWith({ entries, key, state }: Snapshot, hear: (entry: Entry) => void): Promise<LogStore> {
  const store = await openSqliteStore({ file: ':memory:' });
  if (key) await store.keys.make(key);
  for (const entry of entries) await store.append(entry);
  if (state.outcome === undefined) await store.markOpen(caseId);
  return {
    ...store,
    async append(entry) {
      await store.append(entry);
      hear(entry);
    },
  };
}

async function worldOn(systems: Systems, store: LogStore, now: number, hear: (line: string) => void) {
  const base = await smallWorld(catalogOf(filledCupboard()), { store });
  const { tenant, instance, version, told } = base;
  const clock = impatientClock(3_000, now);
  const note = (facts: object, text: string): void => hear(`${text} ${JSON.stringify(facts, withStack)}`);
  const log = { debug: note, info: note, warn: note, error: note };
  const cases = createCases({ store, tenant, instance, version, now: () => clock.now(), told });
  return { ...base, clock, log, cases, systems };
}

function withStack(_name: string, value: unknown): unknown {
  return value instanceof Error ? value.stack : value;
}

/** As Teams sends it, from somebody's own chat with the bot. */
function activityOf({ id, name }: Persona, { button, text }: Attempt) {
  const does = button
    ? {
        type: 'invoke',
        name: 'adaptiveCard/action',
        value: { action: { type: 'Action.Execute', ...button } },
      }
    : { type: 'message', text };
  return {
    ...does,
    channelId: 'msteams',
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
    from: { id: `29:${id}`, name, aadObjectId: id },
    recipient: { id: '28:bot' },
    conversation: { id: chatOf(id), conversationType: 'personal', tenantId: contoso.tenantId },
  };
}
type ActivityOf = ReturnType<typeof activityOf>;

export function chatOf(id: string): string {
  return `a:${id}`;
}
