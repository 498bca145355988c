import type { Clock } from '#bot/workflow/world.ts';
import { connectSystems } from '../connect-systems.ts';
import { createSender, type Limits } from '../http.ts';
import type { Permission } from '../permission.ts';
import type { Systems } from '../systems.ts';
import { sandboxCredential } from './credential.ts';
import { sandboxDirectory } from './directory-twin.ts';
import { contoso } from './people.ts';

export interface SandboxSetup {
  /** The sandbox's cloud: `http://127.0.0.1:3980`. */
  readonly origin: string;
  /** What the make-believe administrator has granted. */
  readonly granted: readonly Permission[];
  readonly clock: Clock;
  readonly limits?: Partial<Limits>;
  /** Keep to Graph's budget of changes, which the sandbox enforces only when it is switched on. */
  readonly withinBudget?: true;
}

/** The real clients, on the make-believe company. */
export function sandboxSystems({ origin, granted, clock, withinBudget, ...given }: SandboxSetup): Systems {
  const credential = sandboxCredential(granted);
  const limits = { ...(!withinBudget && { writes: null }), ...given.limits };
  const send = createSender({
    system: 'active-directory',
    credential,
    fetch,
    clock,
    random: Math.random,
    limits,
  });
  return connectSystems({
    tenantId: contoso.tenantId,
    credential,
    origins: { graph: origin, exchange: origin, azure: origin, sharePoint: origin, oneDrive: origin },
    directory: sandboxDirectory({ baseUrl: origin, send }),
    usesAzure: true,
    clock,
    limits,
  });
}
