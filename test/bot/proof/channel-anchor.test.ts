import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SignedSoFar } from '#bot/proof/anchor.ts';
import { channelAnchor } from '#bot/proof/channel-anchor.ts';
import { TeamsFailure } from '#bot/teams/teams-failure.ts';
import { checkpointHash } from '#storage/proof/checkpoint.ts';
import { wordsOf } from '#test/set-up/connector.ts';
import { channel, teamsStage, type TeamsStage } from '#test/set-up/teams-stage.ts';
import { memoryCache } from './memory-cache.ts';
import { proofStage, type ProofStage } from '#test/storage/proof/proof-stage.ts';

let teams: TeamsStage;
let proof: ProofStage;
let now: number;

beforeEach(async () => {
  [teams, proof] = await Promise.all([teamsStage(), proofStage()]);
  for (const name of ['A', 'B']) {
    await proof.act(`OFF-${name}`, 'one');
    await proof.checkpoint();
  }
  now = Date.UTC(2026, 10, 23, 15);
  // From then on the bot knows where its Teams is.
  await teams.say('alexw', '/help');
});
afterEach(() => Promise.all([teams.stop(), proof.clear()]));

/** The first so many of the checkpoints that the stage has signed. */
function signed(newest: number): SignedSoFar {
  return { newest, read: async (n) => proof.kept[n - 1] ?? null };
}

const inChannel = () =>
  teams.connector.messages.filter(({ conversation }) => conversation === channel.conversation.id);
const anchor = () =>
  channelAnchor({
    announce: (told) => teams.announce(channel.conversation.id, told),
    cache: memoryCache(),
    clock: { now: () => new Date(now) },
  });

it('the newest checkpoint is said in the channel with the line that the verifier takes, at most once an hour', async () => {
  const outside = anchor();
  await outside.bring(signed(1));
  await outside.bring(signed(2));
  expect(inChannel()).toHaveLength(1);
  now += 3_600_000;
  await outside.bring(signed(2));
  await outside.bring(signed(2));

  expect(inChannel()).toHaveLength(2);
  const [first, second] = inChannel().map(({ activity }) => JSON.stringify(activity));
  expect(first).toContain(`Seen: 1:${checkpointHash(proof.kept[0]!)}`);
  expect(first).toContain(`Signed by ${proof.key.fingerprint}`);
  expect(second).toContain('Checkpoint 2 of the offboarding log');
  expect(second).toContain('2 cases and 4 entries');
});

it('a log of one case and one entry is not said to have several', async () => {
  await teams.announce(channel.conversation.id, {
    n: 1,
    at: '2026-11-24T08:00:00.000Z',
    cases: 1,
    entries: 1,
    seen: '1:00',
    fingerprints: ['sha256:00'],
  });

  expect(wordsOf(inChannel().at(-1)?.activity)).toContain('1 case and 1 entry as of 2026-11-24');
});

it('when nothing new was signed, nothing is said', async () => {
  const outside = anchor();
  await outside.bring(signed(1));
  now += 2 * 3_600_000;
  await outside.bring(signed(1));

  expect(inChannel()).toHaveLength(1);
});

it('a channel that does not take it is tried again in the next round', async () => {
  teams.connector.trouble.push({ path: '19:it', status: 403, code: 'BotNotInConversationRoster', times: 1 });
  const outside = anchor();

  await expect(outside.bring(signed(1))).rejects.toThrow(TeamsFailure);
  await outside.bring(signed(1));
  expect(inChannel()).toHaveLength(1);
});
