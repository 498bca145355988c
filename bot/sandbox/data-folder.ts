import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the sandbox keeps things between starts. */
export interface DataFolder {
  readonly path: string;
  readonly company: string;
  readonly log: string;
  /** Key and copies of the checkpoints. */
  readonly checkpoints: string;
  /** The bot's own log lines. */
  readonly lines: string;
  /** A window's folder. */
  window(name: string): string;
}

/** Makes the folder; `reset` empties it of what the sandbox made, and of nothing else: it may be anybody's folder. */
export function dataFolder(path: string, reset: boolean): DataFolder {
  const home = resolve(path);
  const inside = (name: string) => join(home, name);
  const ours = ['company.json', 'log.db', 'log.db-wal', 'log.db-shm', 'bot.log', 'checkpoints', 'windows'];
  if (reset) for (const name of ours) rmSync(inside(name), { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  return {
    path: home,
    company: inside('company.json'),
    log: inside('log.db'),
    checkpoints: inside('checkpoints'),
    lines: inside('bot.log'),
    window: (name) => join(home, 'windows', name),
  };
}
