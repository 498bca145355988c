import type { Stoppable } from '../graceful-stop.ts';

/** For each thing, in ms; the bot may finish the change it is at. */
const withinMs = 30_000;

/** Things to stop, newest first, so that a start that breaks off half-way leaves nothing behind. */
export interface StopList {
  add(what: string, stop: () => Promise<unknown>): void;
  readonly parts: readonly Stoppable[];
}

export function stopList(): StopList {
  const parts: Stoppable[] = [];
  return {
    parts,
    add(what, stop) {
      parts.unshift({
        what,
        withinMs,
        async stop() {
          await stop();
        },
      });
    },
  };
}
