import type { Permission } from '#providers/permission.ts';
import type { Limits } from '#providers/http.ts';
import type { Leaver } from '#providers/leaver.ts';
import { contoso, personOf, sidOf } from '#providers/sandbox/people.ts';
import { sandboxSystems } from '#providers/sandbox/sandbox-systems.ts';
import { startCloud } from '#providers/sandbox/server.ts';
import type { Company } from '#providers/sandbox/company.ts';
import type { Systems } from '#providers/systems.ts';
import { systemClock } from '#bot/system-clock.ts';

/** Fewer and shorter waits than in life: the sandbox is near, and its faults are meant. */
export const quick: Partial<Limits> = { firstWaitMs: 5, longestWaitMs: 40, attemptMs: 5_000 };

export interface Sandbox {
  readonly origin: string;
  systems(granted: readonly Permission[]): Systems;
  /** Contoso as it is now; what a test changes here, somebody else changed behind the bot's back. */
  company(): Company;
  /** A control of the sandbox: `state`, `requests`, `faults`, `reset`. */
  control(name: string, body?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** Contoso on its first morning, served on a free port of this machine. */
export async function startSandbox(dataFile?: string): Promise<Sandbox> {
  const cloud = await startCloud({ port: 0, ...(dataFile ? { dataFile } : {}) });
  return {
    origin: cloud.origin,
    company: () => cloud.company(),
    systems: (granted) =>
      sandboxSystems({ origin: cloud.origin, granted, clock: systemClock, limits: quick }),
    async control(name, body) {
      const posts = name === 'faults' || name === 'reset';
      const answer = await fetch(`${cloud.origin}/_sandbox/${name}`, {
        method: posts ? 'POST' : 'GET',
        headers: { 'content-type': 'application/json' },
        ...(posts ? { body: JSON.stringify(body ?? {}) } : {}),
      });
      if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
      const text = await answer.text();
      return text === '' ? undefined : (JSON.parse(text) as unknown);
    },
    stop: () => cloud.stop(),
  };
}

/** A Contoso person as the workflow would resolve them. */
export function leaverOf(key: string): Leaver {
  const { id, upn, name, directory, manager } = personOf(key);
  const boss = manager === undefined ? null : personOf(manager);
  return {
    id,
    upn,
    name,
    mail: upn,
    synced: directory !== undefined,
    directory: directory
      ? {
          guid: directory.guid,
          sid: sidOf(directory.rid),
          dn: `CN=${name},${contoso.staffOu}`,
          accountName: directory.accountName,
        }
      : null,
    manager: boss ? { id: boss.id, upn: boss.upn, name: boss.name } : null,
  };
}
