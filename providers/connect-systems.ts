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
  readonly origins: {
    readonly graph: string;
    readonly exchange: string;
    readonly azure: string;
    readonly sharePoint: string;
    readonly oneDrive: string;
  };
  readonly directory: Directory | null;
  readonly clock: Clock;
  readonly limits?: Partial<Limits>;
}

/** Builds every client over the one way out. */
export function connectSystems(connections: Connections): Systems {
  const { tenantId, origins, directory } = connections;
  return {
    directory,
    graph: createGraph({
      baseUrl: origins.graph,
      audience: origins.graph,
      send: sender('entra', connections),
      newId: randomUUID,
    }),
    exchange: createExchange({
      baseUrl: origins.exchange,
      audience: origins.exchange,
      send: sender('exchange', connections),
      tenantId,
    }),
    sharePoint: createSharePoint({
      send: sender('sharepoint', connections),
      audience: origins.sharePoint,
      origins: [origins.oneDrive, origins.sharePoint],
    }),
    azure: createAzure({
      baseUrl: origins.azure,
      audience: origins.azure,
      send: sender('azure', connections),
    }),
  };
}

function sender(system: SystemId, { credential, clock, limits }: Connections): Send {
  return createSender({
    system,
    credential,
    fetch,
    clock,
    random: Math.random,
    ...(limits ? { limits } : {}),
  });
}
