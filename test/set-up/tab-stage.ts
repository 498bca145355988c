import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { teamsSignIn } from '#bot/history/teams-sign-in.ts';
import type { TabError } from '#bot/history/tab-answer.ts';
import type { SignIn } from '#bot/history/sign-in.ts';
import { checkpointFile } from '#bot/proof/checkpoint-file.ts';
import { type Checkpointer, createCheckpointer } from '#bot/proof/checkpointer.ts';
import { contoso } from '#providers/sandbox/people.ts';
import { createCheckpointBook } from '#storage/proof/checkpoint-book.ts';
import { type ImpatientClock, impatientClock } from '#test/providers/impatient-clock.ts';
import { freshKey } from '#test/storage/proof/proof-stage.ts';
import { type EntraIssuer, entraIssuer, login, tabClientId } from './entra-issuer.ts';
import { type StageFurniture, teamsStage, type TeamsStage } from './teams-stage.ts';

/** The bot with its History tab as in production: tokens are asked for, and an issuer gives them. */
export interface TabStage extends TeamsStage {
  readonly issuer: EntraIssuer;
  readonly checkpointer: Checkpointer;
  /** Asks the tab's API as somebody of Contoso. */
  ask(who: string, path: string): Promise<Response>;
  /** The answer's body, which must be one. */
  read<T>(who: string, path: string): Promise<T>;
}

export async function tabStage(
  furniture: StageFurniture & { readonly signIn?: SignIn } = {},
): Promise<TabStage> {
  const issuer = entraIssuer();
  const { tenantId: tenant } = contoso;
  const teams = { tenant, clientId: tabClientId, login, fetch: issuer.fetch, now: () => new Date() };
  const signIn = furniture.signIn ?? teamsSignIn(teams);
  const folder = await mkdtemp(join(tmpdir(), 'offboarding-tab-'));
  const file = checkpointFile(join(folder, 'checkpoints.ndjson'));
  let checkpointer: Checkpointer | undefined;
  const stage = await teamsStage(
    {},
    {
      // Contoso's cloud shows at once what is done.
      furnish: (world) => ({ ...world, timing: { ...world.timing, spreadMs: 0 } }),
      clock: tickingClock(),
      ...furniture,
      async tab({ store, clock, log }) {
        const book = createCheckpointBook({ store, tenant, key: freshKey(), now: () => clock.now() });
        const made = createCheckpointer({ book, file, clock, log });
        checkpointer = made;
        return { signIn, coverOf: (caseId) => made.coverOf(caseId) };
      },
    },
  );
  if (!checkpointer) throw new Error('the tab was not opened');
  const ask = async (who: string, path: string): Promise<Response> =>
    fetch(`${stage.origin}/api/history/${path}`, {
      headers: { authorization: `Bearer ${await issuer.token(who)}` },
    });
  return {
    ...stage,
    issuer,
    checkpointer,
    ask,
    async read<T>(who: string, path: string) {
      const answer = await ask(who, path);
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    },
  };
}

/** Waits for nothing, and is some tenths of a second later at every look. */
function tickingClock(): ImpatientClock {
  const clock = impatientClock(3_000, Date.parse('2026-11-02T08:00:00.317Z'));
  let ticks = 0;
  return { ...clock, now: () => new Date(clock.now().getTime() + 60 * ticks++) };
}

/** The status and the words of an answer that is none. */
export async function refusedAt(
  stage: TabStage,
  who: string,
  path: string,
): Promise<readonly [number, TabError]> {
  const answer = await stage.ask(who, path);
  const { error } = (await answer.json()) as { error: TabError };
  return [answer.status, error];
}

/** Who was refused what, newest first, as the log has it. */
export async function refusalsIn({ world }: TabStage): Promise<readonly string[]> {
  const page = await world.store.history({ phases: ['refused'], limit: 1000 });
  return page.entries.map(({ actor, reason }) => `${actor.name}: ${reason}`);
}
