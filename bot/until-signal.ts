import type { EventEmitter } from 'node:events';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Resolves with the first signal to stop. A second one ends the process at once: somebody is impatient. */
export function untilSignal(target: EventEmitter, exit: (code: number) => void): Promise<string> {
  return new Promise((resolve) => {
    let count = 0;
    for (const signal of signals) {
      target.on(signal, () => {
        count += 1;
        if (count > 1) exit(130);
        resolve(signal);
      });
    }
  });
}
