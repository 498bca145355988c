/** The parts of `process` that tell when to stop. */
export interface ProcessSigns {
  on(signal: string, listener: () => void): unknown;
  readonly ppid: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  exit(code: number): unknown;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const lookEveryMs = 500;

/**
 * Resolves with the first sign to stop. A second signal ends the process at once: somebody is impatient.
 * Under npm the end of the parent is such a sign too: npm hands SIGTERM to a shell, which dies without passing it on.
 */
export function untilSignal(signs: ProcessSigns): Promise<string> {
  return new Promise((resolve) => {
    let count = 0;
    for (const signal of signals) {
      signs.on(signal, () => {
        count += 1;
        if (count > 1) signs.exit(130);
        resolve(signal);
      });
    }
    if (signs.env['npm_lifecycle_event'] !== undefined) watchParent(signs, resolve);
  });
}

function watchParent(signs: ProcessSigns, gone: (why: string) => void): void {
  const parent = signs.ppid;
  const look = setInterval(() => {
    if (signs.ppid === parent) return;
    clearInterval(look);
    gone('parent gone');
  }, lookEveryMs);
  look.unref();
}
