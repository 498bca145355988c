import { randomUUID } from 'node:crypto';
import type { TokenCredential } from '@azure/identity';
import type { SystemId } from '#providers/action.ts';
import { createAzure } from '#providers/azure/azure-client.ts';
import { createGraph } from '#providers/entra/graph-client.ts';
import { createExchange } from '#providers/exchange/exchange-client.ts';
import { createSender } from '#providers/http.ts';
import { createSharePoint } from '#providers/sharepoint/sharepoint-client.ts';
import type { Directory, Systems } from '#providers/systems.ts';
import type { CloudConfig } from './settings/cloud-config.ts';
import type { Clock } from './workflow/world.ts';

export interface Connections {
  /** Where the systems are, which is also what their tokens are for. */
  readonly cloud: Pick<CloudConfig, 'tenantId' | 'origins' | 'usesAzure'>;
  readonly credential: TokenCredential;
  /** `null`: there is no on-premises Active Directory. */
  readonly directory: Directory | null;
  readonly clock: Clock;
}

/** The clients of all systems. Nothing is called yet. */
export function connectSystems({ cloud, credential, directory, clock }: Connections): Systems {
  const { origins, tenantId, usesAzure } = cloud;
  const send = (system: SystemId) =>
    createSender({ system, credential, clock, fetch: globalThis.fetch, random: Math.random });
  return {
    directory,
    graph: createGraph({
      baseUrl: origins.graph,
      audience: origins.graph,
      send: send('entra'),
      newId: randomUUID,
    }),
    exchange: createExchange({
      baseUrl: origins.exchange,
      audience: origins.exchange,
      send: send('exchange'),
      tenantId,
    }),
    sharePoint: createSharePoint({
      audience: origins.sharePoint,
      origins: [origins.sharePoint, origins.oneDrive],
      send: send('sharepoint'),
    }),
    azure: createAzure({
      baseUrl: origins.azure,
      audience: origins.azure,
      send: send('azure'),
      hasNoSubscriptions: !usesAzure,
    }),
  };
}
