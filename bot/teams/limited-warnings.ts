import type { Clock, Log } from '../workflow/world.ts';

/** Lines of one message within a minute. Who asks more often than this is attacking or broken, and one line says so. */
const most = 60;
const minuteMs = 60_000;

interface Minute {
  readonly since: number;
  written: number;
  left: number;
}

/**
 * The log for what strangers can cause: of each message only so many warnings a minute, so that a flood fills no disk. How
 * many were left out is told once, when the minute is over or the door closes. Messages are few and our own.
 */
export function limitWarnings(log: Log, clock: Clock, closing: AbortSignal): Log {
  const minutes = new Map<string, Minute>();

  function minuteOf(message: string): Minute {
    const now = clock.now().getTime();
    const known = minutes.get(message);
    // A clock that was set back must not silence the log until it has caught up.
    if (known && now >= known.since && now < known.since + minuteMs) return known;
    const next = { since: now, written: 0, left: 0 };
    minutes.set(message, next);
    return next;
  }

  async function tellLeft(minute: Minute, message: string): Promise<void> {
    await clock.sleep(minute.since + minuteMs - clock.now().getTime(), closing);
    log.warn({ left: minute.left }, `${message}, and more were, which are not listed`);
  }

  return {
    ...log,
    warn(facts, message) {
      const minute = minuteOf(message);
      if (minute.written < most) {
        minute.written += 1;
        return log.warn(facts, message);
      }
      minute.left += 1;
      if (minute.left === 1) void tellLeft(minute, message);
    },
  };
}
