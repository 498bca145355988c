import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Checkpointer } from '#bot/proof/checkpointer.ts';
import { openCheckpointer } from '#bot/proof/open-checkpointer.ts';
import type { LogStore } from '#storage/log-store.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { approvedCase, frozenCase, plannedCase, sandboxWorld } from '#test/set-up/case-world.ts';
import { type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';
import type { SmallWorld } from '#test/set-up/small-world.ts';

/** Contoso's log in a file, with a key that signs it. */
export interface ContosoLog {
  readonly folder: string;
  readonly log: string;
  readonly keys: string;
  readonly world: SmallWorld;
  readonly store: LogStore;
  readonly checkpointer: Checkpointer;
  /** What somebody does who may write to the file: takes the guards away, then changes what he likes. */
  tamper(sql: string): void;
  stop(): Promise<void>;
}

/** John Doe's case, in which everything is done, and one of Zoë O’Neil that is open; signed. Made once, to be copied. */
export interface Template {
  readonly folder: string;
  readonly sandbox: Sandbox;
  readonly caseId: string;
  stop(): Promise<void>;
}

export async function contosoTemplate(): Promise<Template> {
  const sandbox = await startSandbox();
  const contoso = await openIn(await mkdtemp(join(tmpdir(), 'offboarding-contoso-')), sandbox);
  const { world, folder } = contoso;
  const { caseId } = await approvedCase(world, await frozenCase(world));
  await plannedCase(world, "zoe.o'neil@contoso.com");
  await contoso.checkpointer.signNow();
  await contoso.store.close();
  return {
    folder,
    sandbox,
    caseId,
    async stop() {
      await sandbox.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** A copy of its own for a test. */
export async function contosoLog({ folder, sandbox }: Template): Promise<ContosoLog> {
  const copy = await mkdtemp(join(tmpdir(), 'offboarding-contoso-'));
  await cp(folder, copy, { recursive: true });
  return openIn(copy, sandbox);
}

async function openIn(folder: string, sandbox: Sandbox): Promise<ContosoLog> {
  const [log, keys] = [join(folder, 'log.db'), join(folder, 'checkpoints')];
  const store = await openSqliteStore({ file: log });
  const world = await sandboxWorld(sandbox, { store });
  const { tenant, clock } = world;
  const checkpointer = await openCheckpointer({ folder: keys, store, tenant, clock, log: world.log });
  return {
    folder,
    log,
    keys,
    world,
    store,
    checkpointer,
    tamper(sql) {
      const database = new DatabaseSync(log);
      const guards = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all();
      for (const { name } of guards) database.exec(`DROP TRIGGER "${String(name)}"`);
      database.exec(sql);
      database.close();
    },
    async stop() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}
