import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongo } from '#test/set-up/mongodb.ts';
import type { StoreSettings } from '#storage/open-store.ts';
import { type Child, startChild } from './child.ts';
import type { Surroundings, SurroundingsPlan } from './surroundings.ts';

/** Where a bot writes its log. */
export interface BenchStore {
  readonly name: string;
  readonly settings: StoreSettings;
  /** What must be known about it, if anything. */
  readonly note: readonly string[];
  stop(): Promise<void>;
}

export type StoreKind = 'sqlite' | 'mongodb';

/** `missing` says why there is none, in words. */
export async function openBenchStore(
  kind: StoreKind,
  folder: string,
): Promise<BenchStore | { readonly missing: string }> {
  if (kind === 'sqlite') {
    return {
      name: 'SQLite in a file',
      settings: { file: join(folder, 'log.db') },
      note: [],
      stop: async () => {},
    };
  }
  const server = await startMongo();
  if ('missing' in server) return server;
  const note = server.kind === 'ferretdb' ? [slowServer] : [];
  const name = `MongoDB's protocol (${server.kind})`;
  return { name, settings: { mongoUri: server.uri }, note, stop: () => server.stop() };
}

const slowServer =
  'FerretDB looks through the whole collection for every question but one by id, so it grows slower with the log and says nothing about MongoDB’s speed; TEST_MONGODB_URI measures a server of yours.';

/** Contoso and Teams around a bot, and a folder that is gone afterwards. */
export interface Stage {
  readonly around: Child<Surroundings>;
  readonly folder: string;
}

export async function withStage<T>(
  work: (stage: Stage) => Promise<T>,
  plan: SurroundingsPlan = {},
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'offboarding-bench-'));
  const around = await startChild<Surroundings>(new URL('surroundings.ts', import.meta.url), plan);
  try {
    return await work({ around, folder });
  } finally {
    await around.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A control of Contoso's cloud. */
export async function control<T>(cloud: string, name: string, body?: object): Promise<T> {
  const post = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const answer = await fetch(`${cloud}/_sandbox/${name}`, body === undefined ? {} : post);
  if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
  const text = await answer.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
