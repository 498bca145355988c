import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Begins a run with an empty record of the sandbox's requests. */
export function setup(): void {
  const folder = join(import.meta.dirname, '..', '.out');
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, 'requests.jsonl'), { force: true });
}
