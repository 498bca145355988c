import { afterEach } from 'vitest';
import type { AnyAction, Change, Choices, Context, Planned } from '#providers/action.ts';
import { createAzure } from '#providers/azure/azure-client.ts';
import { createGraph } from '#providers/entra/graph-client.ts';
import { createExchange } from '#providers/exchange/exchange-client.ts';
import { createSender, type Send } from '#providers/http.ts';
import type { Leaver, Person } from '#providers/leaver.ts';
import type { Permission } from '#providers/permission.ts';
import { createSharePoint } from '#providers/sharepoint/sharepoint-client.ts';
import type { Company } from '#providers/sandbox/company.ts';
import { sandboxCredential } from '#providers/sandbox/credential.ts';
import { contoso, personOf } from '#providers/sandbox/people.ts';
import type { RecordedRequest } from '#providers/sandbox/request-log.ts';
import { startCloud, type RunningCloud } from '#providers/sandbox/server.ts';
import { mailOf } from '#providers/sandbox/things.ts';
import type { SystemId } from '#providers/action.ts';
import { impatientClock } from './impatient-clock.ts';

export interface CloudStage {
  readonly context: Context;
  /** Contoso as it is now; what a test changes here, somebody else changed behind the bot's back. */
  readonly company: () => Company;
  /** As a plain copy, for comparing. */
  readonly snapshot: () => Company;
  /** Every request so far. */
  readonly requests: () => Promise<readonly RecordedRequest[]>;
  readonly trouble: (settings: object) => Promise<void>;
}

const clouds: RunningCloud[] = [];

afterEach(async () => {
  for (const cloud of clouds.splice(0)) await cloud.stop();
});

export interface StageOptions {
  readonly granted: readonly Permission[];
  readonly leaver?: string;
  readonly mailbox?: Choices['mailbox'];
  readonly successor?: string | null;
}

/** Contoso's cloud on its first morning, and everything an action needs to offboard somebody there. */
export async function cloudStage(options: StageOptions): Promise<CloudStage> {
  const { leaver = 'jdoe', mailbox = 'both', successor = 'meganb' } = options;
  const cloud = await startCloud({ port: 0 });
  clouds.push(cloud);
  return {
    company: () => cloud.company(),
    snapshot: () => structuredClone(cloud.company()),
    requests: async () =>
      (await (await fetch(`${cloud.origin}/_sandbox/requests`)).json()) as RecordedRequest[],
    async trouble(settings) {
      const body = JSON.stringify(settings);
      const answer = await fetch(`${cloud.origin}/_sandbox/faults`, { method: 'POST', body });
      if (!answer.ok) throw new Error(await answer.text());
    },
    context: {
      leaver: leaverNamed(leaver),
      choices: { mailbox, successor: successor === null ? null : somebody(successor) },
      openedAt: '2026-11-02T09:00:00Z',
      systems: systemsAt(cloud.origin, options.granted),
    },
  };
}

function systemsAt(origin: string, granted: readonly Permission[]): Context['systems'] {
  const send = (system: SystemId): Send =>
    createSender({
      system,
      credential: sandboxCredential(granted),
      fetch,
      clock: impatientClock(30_000),
      random: () => 0,
    });
  return {
    directory: null,
    graph: createGraph({ baseUrl: origin, send: send('entra'), newId: () => 'test' }),
    exchange: createExchange({ baseUrl: origin, send: send('exchange'), tenantId: contoso.tenantId }),
    sharePoint: createSharePoint({
      send: send('sharepoint'),
      audience: 'https://contoso.sharepoint.com',
      origins: [origin],
    }),
    azure: createAzure({ baseUrl: origin, send: send('azure') }),
  };
}

export function somebody(key: string): Person {
  const { id, upn, name } = personOf(key);
  return { id, upn, name };
}

export function leaverNamed(key: string): Leaver {
  const found = personOf(key);
  const manager = found.manager === undefined ? null : somebody(found.manager);
  const synced = found.directory !== undefined;
  return { ...somebody(key), mail: mailOf(found), synced, directory: null, manager };
}

/** Reads and plans, as the workflow does before anybody is asked. */
export async function planned(action: AnyAction, context: Context): Promise<readonly Planned[]> {
  return action.plan(await action.inspect(context), context);
}

/** The changes of a plan as they come back from the log. */
export async function storedChanges(action: AnyAction, context: Context): Promise<readonly Change[]> {
  const changes = (await planned(action, context)).filter((one) => one.kind === 'change');
  return changes.map((one) => fromLog(action, one));
}

function fromLog(action: AnyAction, change: Change): Change {
  const stored = JSON.parse(JSON.stringify(change)) as Change;
  const to = stored.to === null ? null : action.item.parse(stored.to);
  return { ...stored, from: action.item.parse(stored.from), to };
}

export async function applyAll(action: AnyAction, context: Context): Promise<readonly Change[]> {
  const changes = await storedChanges(action, context);
  for (const change of changes) await action.apply(change, context);
  return changes;
}

export async function rollBack(
  action: AnyAction,
  changes: readonly Change[],
  context: Context,
): Promise<void> {
  if (!('rollback' in action)) throw new Error(`${action.id} has no way back`);
  for (const change of changes.toReversed()) await action.rollback(change, context);
}
