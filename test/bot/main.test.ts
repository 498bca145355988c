import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

test('npm start without settings stops, names each and shows the way to the sandbox', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bot/main.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: {},
  });

  expect(status).toBe(1);
  expect(stdout).toBe('');
  for (const name of [
    'MicrosoftAppId',
    'MicrosoftAppType',
    'MicrosoftAppTenantId',
    'MONGODB_URI',
    'LOG_FILE',
  ]) {
    expect(stderr).toContain(name);
  }
  expect(stderr).toContain('npm run sandbox');
});

test('production cannot start the sandbox: nothing it loads is part of it', () => {
  const loaded = [...filesLoadedBy(resolve(root, 'bot/main.ts'))].map((file) => relative(root, file));

  expect(loaded).toContain('bot/settings/settings.ts');
  expect(loaded.filter((file) => /(^|\/)(sandbox|test)(\/|-|$)/.test(file))).toEqual([]);
});

test('the sandbox does not share that property, so the test above can fail', () => {
  const loaded = [...filesLoadedBy(resolve(root, 'bot/sandbox-main.ts'))].map((file) => relative(root, file));

  expect(loaded).toContain('providers/sandbox/server.ts');
});

/** Our own files that come with a file, types aside. */
function filesLoadedBy(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file)) return known;
  known.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, clause = '', path = ''] of text.matchAll(
    /^(?:import|export)\s+([^;]*?)\s*from '([^']+\.ts)'/gm,
  )) {
    if (!clause.startsWith('type ')) filesLoadedBy(locate(path, file), known);
  }
  return known;
}

function locate(path: string, from: string): string {
  return path.startsWith('#') ? resolve(root, path.slice(1)) : resolve(dirname(from), path);
}
