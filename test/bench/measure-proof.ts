import { createHash, generateKeyPairSync } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { contoso } from '#providers/sandbox/people.ts';
import { createCheckpointBook } from '#storage/proof/checkpoint-book.ts';
import { type SigningKey, signingKey } from '#storage/proof/signing-key.ts';
import { writeBundle } from '#storage/proof/write-bundle.ts';
import { openSqliteSource } from '#storage/sqlite/open-sqlite-source.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { startChild } from './child.ts';
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

/** Writing an evidence bundle of so many entries, and judging it. */
export async function measureProof(entries: number): Promise<Table> {
  return inFolder(async (folder) => {
    const log = join(folder, 'log.db');
    fillFile(log, logEntries(entries));
    const { key, kept } = await sign(log, folder);
    const bundle = join(folder, 'bundle.ndjson');
    const writeMs = await timed(() => writeTo(log, bundle));
    const words = [bundle, '--checkpoints', kept, '--key', key.fingerprint];
    const floorMs = await timed(() => readOnly(bundle));
    const child = await startChild<Verified>(new URL('verify-child.ts', import.meta.url), { words });
    await child.stop();
    const { size } = await stat(bundle);
    return report({ entries, size, writeMs, floorMs, verified: child.ready });
  });
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
  readonly verified: Verified;
}): Table {
  const { entries, size, writeMs, floorMs, verified } = found;
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
      row('judging it, one core', verified.ms),
    ],
    notes: [
      `The bundle has ${Math.round(size / 1024 / 1024).toLocaleString('en')} MB. The verifier held ${Math.round(verified.peakMB)} MB at most, and said: ${verified.said[0]} (${verified.code}).`,
      'It uses one core on purpose: one file that an auditor can read.',
    ],
  };
}
