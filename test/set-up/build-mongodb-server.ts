import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findGo } from './find-go.ts';
import { madeOnce } from './made-once.ts';
import { runCommand } from './run-command.ts';

const source = join(import.meta.dirname, '../mongodb-server');
const cache = join(import.meta.dirname, '../../node_modules/.cache');

/** The program of test/mongodb-server, built when it is not there yet for this very source (a minute or two). */
export async function buildMongodbServer(): Promise<{ program: string } | { missing: string }> {
  const program = join(cache, `mongodb-server-${await fingerprint()}`);
  try {
    return { program: await madeOnce(program, build) };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}

async function build(target: string): Promise<void> {
  const found = await findGo();
  if ('missing' in found) throw new Error(found.missing);
  const env = {
    ...process.env,
    CGO_ENABLED: '0',
    GOTOOLCHAIN: 'local',
    GOFLAGS: '-mod=readonly -buildvcs=false',
  };
  const { code, output } = await runCommand(found.go, ['build', '-o', target, '.'], { cwd: source, env });
  if (code !== 0) throw new Error(`a FerretDB that can be built: ${output.trim()}`);
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum', 'main.go']) hash.update(await readFile(join(source, file)));
  return hash.digest('hex').slice(0, 12);
}
