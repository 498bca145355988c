import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
const least = engines.node.replace('>=', '').split('.').map(Number);

const isEnough = (version: string) => {
  const have = version.replace('v', '').trim().split('.').map(Number);
  const at = least.findIndex((part, index) => part !== have[index]);
  return at === -1 || have[at]! > least[at]!;
};

test('tests run on the Node of this project, whatever the machine has', () => {
  expect(isEnough(process.version)).toBe(true);
});

test('so does what npm scripts start', () => {
  const path = `${resolve('node_modules/.bin')}:${process.env['PATH']}`;
  const version = execFileSync('node', ['--version'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
  });

  expect(isEnough(version)).toBe(true);
});
