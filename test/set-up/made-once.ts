import { access, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A maker that died leaves its lock; none takes longer than this, in ms. */
const abandonedMs = 15 * 60_000;

/**
 * The path, made by `make` when it is not there. Test files run in processes of their own: one makes it, the others
 * wait. `make` is given a path beside it, so that a half-made thing is never taken for a whole one.
 */
export async function madeOnce(path: string, make: (draft: string) => Promise<void>): Promise<string> {
  const lock = `${path}.lock`;
  await mkdir(dirname(path), { recursive: true });
  while (!(await exists(path))) {
    if (await tryLock(lock)) {
      try {
        const draft = `${path}.draft`;
        await rm(draft, { recursive: true, force: true });
        await make(draft);
        await rename(draft, path);
      } finally {
        await rm(lock, { recursive: true, force: true });
      }
    } else {
      await pause(200);
    }
  }
  return path;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function tryLock(lock: string): Promise<boolean> {
  const made = await mkdir(lock).then(
    () => true,
    () => false,
  );
  if (made) return true;
  const age = await stat(lock).then(
    (found) => Date.now() - found.mtimeMs,
    () => 0,
  );
  if (age > abandonedMs) await rm(lock, { recursive: true, force: true });
  return false;
}
