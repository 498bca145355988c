import { randomUUID } from 'node:crypto';
import type { TokenCredential } from '@azure/identity';
import type { Clock } from '#bot/workflow/world.ts';
import type { SystemId } from './action.ts';
import { createAzure } from './azure/azure-client.ts';
import { createGraph } from './entra/graph-client.ts';
import { createExchange } from './exchange/exchange-client.ts';
import { createSender, type Limits, type Send } from './http.ts';
import { createSharePoint } from './sharepoint/sharepoint-client.ts';
import type { Directory, Systems } from './systems.ts';

/** Where the systems are and who asks. The sandbox gives other addresses and another credential; all else is the same. */
export interface Connections {
  readonly tenantId: string;
  readonly credential: TokenCredential;
  /** Where the systems are, which is also what their tokens are for. */
  readonly origins: {
    readonly graph: string;
    readonly exchange: string;
    readonly azure: string;
    readonly sharePoint: string;
    readonly oneDrive: string;
  };
  /** `null`: there is no on-premises Active Directory. */
  readonly directory: Directory | null;
  /** False only where the company says that it has no Azure subscription: seeing none is otherwise an error. */
  readonly usesAzure: boolean;
  readonly clock: Clock;
  readonly limits?: Partial<Limits>;
}

/** Exchange publishes no limit; a few calls side by side, one a mailbox, are known to go well. */
const exchangeLimits: Partial<Limits> = { concurrent: 3 };

/** Graph's limit for identity and access: https://learn.microsoft.com/graph/throttling-limits */
const graphLimits: Partial<Limits> = { writes: { writes: 3000, perMs: 150_000 } };

/** Builds every client over the one way out. Nothing is called yet. */
export function connectSystems(connections: Connections): Systems {
  const { tenantId, origins, directory, usesAzure } = connections;
  const send = (system: SystemId, own: Partial<Limits> = {}): Send => senderOf(connections, system, own);
  const to = (origin: string) => ({ baseUrl: origin, audience: origin });
  return {
    directory,
    graph: createGraph({ ...to(origins.graph), send: send('entra', graphLimits), newId: randomUUID }),
    exchange: createExchange({ ...to(origins.exchange), send: send('exchange', exchangeLimits), tenantId }),
    sharePoint: createSharePoint({
      send: send('sharepoint'),
      audience: origins.sharePoint,
      origins: [origins.oneDrive, origins.sharePoint],
    }),
    azure: createAzure({ ...to(origins.azure), send: send('azure'), hasNoSubscriptions: !usesAzure }),
  };
}

function senderOf({ credential, clock, limits }: Connections, system: SystemId, own: Partial<Limits>): Send {
  return createSender({
    system,
    credential,
    fetch,
    clock,
    random: Math.random,
    limits: { ...own, ...limits },
  });
}
