import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { contoso } from '#providers/sandbox/people.ts';
import { createCheckpointBook } from '#storage/proof/checkpoint-book.ts';
import { type SigningKey, signingKey } from '#storage/proof/signing-key.ts';
import { writeBundle } from '#storage/proof/write-bundle.ts';
import { openSqliteSource } from '#storage/sqlite/open-sqlite-source.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { fillFile } from './fill-file.ts';
import { inFolder } from './in-folder.ts';
import { logEntries } from './made-up-log.ts';
import { ratio, secondsOf, type Table } from './table.ts';

interface Verified {
  readonly ms: number;
  readonly code: number;
  readonly said: readonly string[];
  readonly peakMB: number;
}

/** Writing an evidence bundle of so many entries, and judging it. @param filled a log of so many that nobody has signed */
export async function measureProof(entries: number, filled?: string): Promise<Table> {
  return inFolder(async (folder) => {
    const log = filled ?? join(folder, 'log.db');
    if (filled === undefined) fillFile(log, logEntries(entries));
    const { key, kept } = await sign(log, folder);
    const bundle = join(folder, 'bundle.ndjson');
    const writeMs = await timed(() => writeTo(log, bundle));
    const words = [bundle, '--checkpoints', kept, '--key', key.fingerprint];
    const floorMs = await timed(() => readOnly(bundle));
    const { size } = await stat(bundle);
    return report({ entries, size, writeMs, floorMs, one: judge(words, oneCore), verified: judge(words) });
  });
}

const program = fileURLToPath(new URL('verify-child.ts', import.meta.url));
/** `taskset` of util-linux, which every Debian has. */
const oneCore = ['taskset', '--cpu-list', '0'];

function judge(words: readonly string[], before: readonly string[] = []): Verified {
  const [command, ...rest] = [...before, process.execPath, program, JSON.stringify({ words })];
  const { status, stdout, stderr } = spawnSync(command, rest, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Verified;
}

/** As the bot signs, and keeps outside. */
async function sign(
  log: string,
  folder: string,
): Promise<{ readonly key: SigningKey; readonly kept: string }> {
  const store = await openSqliteStore({ file: log });
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = signingKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const book = createCheckpointBook({ store, tenant: contoso.tenantId, key, now: () => new Date() });
  const lines: string[] = [];
  for (let one = await book.write(true); one; one = await book.write(false)) lines.push(JSON.stringify(one));
  await store.close();
  const kept = join(folder, 'kept.ndjson');
  await writeFile(kept, `${lines.join('\n')}\n`);
  return { key, kept };
}

async function writeTo(log: string, bundle: string): Promise<void> {
  const source = await openSqliteSource(log);
  const lines = writeBundle(source, { tenant: contoso.tenantId, made: new Date(), keys: true });
  await pipeline(Readable.from(ended(lines)), createWriteStream(bundle));
  await source.close();
}

async function* ended(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

/** What no verifier can do without: every byte read and hashed once. */
async function readOnly(file: string): Promise<void> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  hash.digest();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function report(found: {
  readonly entries: number;
  readonly size: number;
  readonly writeMs: number;
  readonly floorMs: number;
  readonly one: Verified;
  readonly verified: Verified;
}): Table {
  const { entries, size, writeMs, floorMs, one, verified } = found;
  const row = (name: string, ms: number): readonly string[] => [
    name,
    secondsOf(ms),
    Math.round((1000 * entries) / ms).toLocaleString('en'),
    ratio(ms, floorMs),
  ];
  return {
    title: `Proof of ${entries.toLocaleString('en')} entries`,
    head: ['', 's', 'entries a second', '/ floor'],
    rows: [
      row('floor: the bundle read and hashed once', floorMs),
      row('writing the bundle', writeMs),
      row('judging it, held to one core', one.ms),
      row(`judging it, ${availableParallelism()} cores`, verified.ms),
    ],
    notes: [
      `The bundle has ${Math.round(size / 1024 / 1024).toLocaleString('en')} MB. The verifier held ${Math.round(verified.peakMB)} MB at most, and said: ${verified.said[0]} (${verified.code}).`,
      'It works on one core on purpose: one file that an auditor can read. What others bring is what V8 does beside it.',
    ],
  };
}
