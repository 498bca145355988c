import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readyLine } from '#bot/sandbox/announce.ts';
import { dataFolder } from '#bot/sandbox/data-folder.ts';
import { sandboxOptions } from '#bot/sandbox/options.ts';
import { personas } from '#bot/sandbox/personas.ts';
import { playgroundConfig } from '#bot/sandbox/playground-config.ts';
import { startFailure } from '#bot/sandbox/start-failure.ts';

describe('the options of npm run sandbox', () => {
  test('have defaults that need no thought', () => {
    const { personas: chosen, ...rest } = sandboxOptions([]);

    expect(rest).toEqual({ port: 3978, cloudPort: 3980, data: '.sandbox', playground: true, reset: false });
    expect(chosen.map(({ short }) => short)).toEqual(['alex', 'megan', 'isaiah', 'adele']);
  });

  test('can all be given', () => {
    const words = '--port 1 --cloud-port 2 --data d --no-playground --reset --personas Patti,alex'.split(' ');

    expect(sandboxOptions(words)).toMatchObject({
      port: 1,
      cloudPort: 2,
      data: 'd',
      playground: false,
      reset: true,
      personas: [{ short: 'patti' }, { short: 'alex' }],
    });
  });

  test.each([
    ['--port=x'],
    ['--port='],
    ['--cloud-port=70000'],
    ['--personas=jdoe'],
    ['--personas='],
    ['--prot=1'],
  ])('%s is refused by name', (word) => {
    const option = /^--[a-z-]+/.exec(word)?.[0] ?? '';

    expect(() => sandboxOptions([word])).toThrow(option);
  });

  test('a port in use is explained with the option that changes it', () => {
    const error = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE', port: 3980 });

    expect(startFailure(error, sandboxOptions([]))).toContain('port 3980 is in use');
    expect(startFailure(error, sandboxOptions([]))).toContain('--cloud-port 3990');
  });
});

describe('what the sandbox tells', () => {
  test('ready is one line with bot, cloud, personas and leavers', () => {
    const line = readyLine({ bot: 'http://127.0.0.1:1', cloud: 'http://127.0.0.1:2', windows: [] });
    const { bot, cloud, personas: told, leavers } = JSON.parse(line.replace(/^ready /, ''));

    expect(line).not.toContain('\n');
    expect([bot, cloud]).toEqual(['http://127.0.0.1:1', 'http://127.0.0.1:2']);
    expect(told[0]).toEqual({
      name: 'Alex Wilber',
      role: 'operator',
      userId: '29:alexw',
      aadObjectId: 'e0000000-0000-4000-8000-000000000001',
      tenantId: '5a7b0c1d-1111-4c0a-9e00-00000000c0a0',
      upn: 'alexw@contoso.com',
    });
    expect(told.map(({ role }: { role: string }) => role)).toEqual([
      'operator',
      'manager',
      'operator',
      'auditor',
      'none',
    ]);
    expect(leavers[0]).toMatchObject({ name: 'John Doe', upn: 'jdoe@contoso.com', accountName: 'jdoe' });
  });
});

describe('the configuration of a Teams window', () => {
  test.each(personas)('of $person.name knows that person and five colleagues, each once', (persona) => {
    const { currentUser, users, personalChat } = playgroundConfig(persona);
    const everybody = [currentUser, ...users];

    expect(currentUser.aadObjectId).toBe(persona.person.id);
    expect(users).toHaveLength(5);
    expect(new Set(everybody.map(({ id }) => id)).size).toBe(6);
    expect(personalChat.id).toContain(persona.person.key);
  });
});

describe('the data folder', () => {
  test('is emptied by reset of what the sandbox made, and of nothing else', () => {
    const home = mkdtempSync(join(tmpdir(), 'data-'));
    for (const name of ['log.db', 'company.json', 'thesis.docx']) writeFileSync(join(home, name), 'x');

    dataFolder(home, false);
    expect(existsSync(join(home, 'log.db'))).toBe(true);

    dataFolder(home, true);
    expect(['log.db', 'company.json', 'thesis.docx'].map((name) => existsSync(join(home, name)))).toEqual([
      false,
      false,
      true,
    ]);
    rmSync(home, { recursive: true });
  });
});
