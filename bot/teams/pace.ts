import type { Clock } from '../workflow/world.ts';

/**
 * Most sends and creates of one bot in one conversation: so many within so many ms.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
 */
const limits = [
  { most: 7, withinMs: 1_000 },
  { most: 8, withinMs: 2_000 },
  { most: 60, withinMs: 30_000 },
  { most: 1_800, withinMs: 3_600_000 },
] as const;

/** How long to wait at `now` after sends at these times (ms, oldest first). */
export function waitMs(sent: readonly number[], now: number): number {
  const waits = limits.map(({ most, withinMs }) => {
    const nth = sent.at(-most);
    return nth === undefined ? 0 : nth + withinMs - now;
  });
  return Math.max(0, ...waits);
}

export interface Pace {
  /** Resolves when this conversation may be written to, and counts that write. */
  turn(conversationId: string): Promise<void>;
}

export function createPace(clock: Clock): Pace {
  const sent = new Map<string, number[]>();
  const queues = new Map<string, Promise<void>>();

  async function waitTurn(conversationId: string): Promise<void> {
    const times = sent.get(conversationId) ?? [];
    const wait = waitMs(times, clock.now().getTime());
    if (wait > 0) await clock.sleep(wait);
    const now = clock.now().getTime();
    sent.set(conversationId, [...times.filter((time) => time > now - 3_600_000), now]);
  }

  async function after(earlier: Promise<void> | undefined, conversationId: string): Promise<void> {
    await earlier;
    await waitTurn(conversationId);
  }

  return {
    turn(conversationId) {
      const turn = after(queues.get(conversationId), conversationId);
      queues.set(conversationId, turn);
      return turn;
    },
  };
}
