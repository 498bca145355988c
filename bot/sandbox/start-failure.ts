import type { SandboxOptions } from './options.ts';

/** Why the sandbox did not start, for the person at the terminal. */
export function startFailure(error: unknown, options: SandboxOptions): string {
  const taken = takenPort(error);
  if (taken === null) return error instanceof Error ? error.message : String(error);
  const option = taken === options.port ? '--port' : '--cloud-port';
  return `port ${taken} is in use, perhaps by another sandbox. Stop that, or choose another port: npm run sandbox -- ${option} ${taken + 10}`;
}

function takenPort(error: unknown): number | null {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  return isTaken && 'port' in error && typeof error.port === 'number' ? error.port : null;
}
