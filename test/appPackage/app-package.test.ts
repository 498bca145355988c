import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync, inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { commandMenu } from '#bot/teams/command-menu.ts';
import { commands } from '#bot/teams/commands.ts';
import { appPackage } from '../../appPackage/app-package.ts';
import { readFillings } from '../../appPackage/fillings.ts';
import { findCommand } from '../set-up/find-command.ts';
import { manifestSchema } from '../../appPackage/manifest-schema.ts';

const environment = {
  MicrosoftAppId: '11111111-2222-4333-8444-555555555555',
  PUBLIC_HOST: 'offboarding.contoso.com',
  PUBLISHER_NAME: 'Contoso "IT"',
  PUBLISHER_URL: 'https://contoso.com/it/offboarding',
  PRIVACY_URL: 'https://contoso.com/privacy',
  TERMS_URL: 'https://contoso.com/terms',
};

function packed(env: Record<string, string> = environment): Buffer {
  const read = readFillings(env);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return appPackage(read.fillings);
}

/** The files of an archive, found as an unpacker finds them: from the directory at its end. */
function unpack(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const size = archive.readUInt32LE(at + 20);
    const length = archive.readUInt16LE(at + 28);
    const start = archive.readUInt32LE(at + 42) + 30 + length;
    const name = archive.toString('utf8', at + 46, at + 46 + length);
    files.set(name, inflateRawSync(archive.subarray(start, start + size)));
    at += 46 + length;
  }
  return files;
}

const manifestIn = (archive: Buffer) =>
  manifestSchema.parse(JSON.parse(unpack(archive).get('manifest.json')?.toString() ?? ''));

describe('the package of the Teams app', () => {
  test('has manifest and icons at its root', () => {
    expect([...unpack(packed()).keys()]).toEqual(['manifest.json', 'color.png', 'outline.png']);
  });

  test.skipIf(findCommand('python3') === null)('can be unpacked by an independent program', () => {
    const folder = mkdtempSync(join(tmpdir(), 'package-'));
    const file = join(folder, 'app.zip');
    const script = 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), z.namelist())';
    execFileSync(process.execPath, ['appPackage/zip.ts', file], { env: { ...process.env, ...environment } });

    const said = execFileSync('python3', ['-c', script, file], { encoding: 'utf8' });

    expect(said.trim()).toBe("None ['manifest.json', 'color.png', 'outline.png']");
    rmSync(folder, { recursive: true });
  });

  test('carries the settings of the company, and its name as text', () => {
    const made = manifestIn(packed());

    expect(made.id).toBe(environment.MicrosoftAppId);
    expect(made.bots[0]?.botId).toBe(environment.MicrosoftAppId);
    expect(made.developer.name).toBe('Contoso "IT"');
    expect(made.validDomains).toEqual(['offboarding.contoso.com']);
    expect(made.webApplicationInfo.resource).toBe(
      'api://offboarding.contoso.com/botid-11111111-2222-4333-8444-555555555555',
    );
    expect(JSON.stringify(made)).not.toContain('{{');
  });

  test('shows the history in a tab of its own, after the chat, and lets a channel have it', () => {
    const { staticTabs, configurableTabs, validDomains } = manifestIn(packed());
    const addresses = [
      ...staticTabs.flatMap((tab) => ('contentUrl' in tab ? [tab.contentUrl, tab.websiteUrl] : [])),
      ...configurableTabs.map(({ configurationUrl }) => configurationUrl),
    ];

    expect(staticTabs.map(({ entityId }) => entityId)).toEqual(['conversations', 'history']);
    expect(addresses.map((address) => new URL(address).pathname)).toEqual([
      '/history',
      '/history',
      '/history/configure.html',
    ]);
    expect(new Set(addresses.map((address) => new URL(address).hostname))).toEqual(new Set(validDomains));
  });

  test('names the application that signs readers in, where it is not the bot’s', () => {
    const own = 'dddddddd-eeee-4fff-8000-111111111111';

    expect(manifestIn(packed({ ...environment, TAB_CLIENT_ID: own })).webApplicationInfo).toEqual({
      id: own,
      resource: `api://offboarding.contoso.com/${own}`,
    });
  });

  test('has the version of the product', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

    expect(manifestIn(packed()).version).toBe(version);
  });

  test.each([
    ['PRIVACY_URL', 'http://contoso.com/privacy'],
    ['PUBLISHER_NAME', 'The Information Technology Department of Contoso'],
    ['PUBLIC_HOST', 'https://offboarding.contoso.com'],
    ['PUBLIC_HOST', ''],
    ['TEAMS_APP_EXTERNAL_ID', 'offboarding'],
  ])('is not made with %s=%s', (name, value) => {
    const read = readFillings({ ...environment, [name]: value });

    expect(read.ok ? [] : read.problems.map((problem) => problem.name)).toEqual([name]);
  });

  test('does not ask for settings that only the running bot needs', () => {
    expect(readFillings({ ...environment, PORT: 'wrong' }).ok).toBe(true);
  });
});

describe('the command menu', () => {
  test('offers exactly what can be typed, greetings aside, in the twelve places that Teams has', () => {
    const typed = [...commands].filter(([word, command]) => word === command.name).map(([word]) => word);

    expect(commandMenu.map(({ title }) => title).toSorted()).toEqual(typed.toSorted());
    expect(commandMenu.length).toBeLessThanOrEqual(12);
  });

  test('does not offer histories where others read along', () => {
    const [bot] = manifestIn(packed()).bots;
    const titles = bot?.commandLists.map((list) => [list.scopes, list.commands.map(({ title }) => title)]);

    expect(titles).toEqual([
      [['personal'], commandMenu.map(({ title }) => title)],
      [['team', 'groupChat'], commandMenu.map(({ title }) => title).filter((title) => title !== 'history')],
    ]);
  });
});

describe('the icons', () => {
  test.each([
    ['color', 192],
    ['outline', 32],
  ])('%s.png is %i pixels wide and high', (name, size) => {
    const png = readFileSync(`appPackage/${name}.png`);

    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
  });

  test('the outline is white on nothing, as Teams asks', () => {
    const pixels = rgbaPixels(readFileSync('appPackage/outline.png'), 32);
    const seen = pixels.filter(([, , , alpha]) => alpha > 0);

    expect(seen.length).toBeGreaterThan(100);
    expect(seen.length).toBeLessThan(32 * 32);
    expect(seen.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255)).toBe(true);
  });
});

type Pixel = readonly [number, number, number, number];

/** Pixels of a PNG with 8-bit RGBA. https://www.w3.org/TR/png-3/#9Filters */
function rgbaPixels(png: Buffer, width: number): Pixel[] {
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') {
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
    }
  }
  const raw = inflateSync(Buffer.concat(data));
  const row = width * 4;
  const out = new Uint8Array((raw.length / (row + 1)) * row);
  for (const [index] of out.entries()) {
    const [y, x] = [Math.floor(index / row), index % row];
    const left = x < 4 ? 0 : out[index - 4]!;
    const up = y === 0 ? 0 : out[index - row]!;
    const corner = x < 4 || y === 0 ? 0 : out[index - row - 4]!;
    out[index] = raw[y * (row + 1) + 1 + x]! + predicted(raw[y * (row + 1)]!, left, up, corner);
  }
  return Array.from({ length: out.length / 4 }, (_, at) => [...out.subarray(at * 4, at * 4 + 4)] as never);
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const nearest = [left, up, corner].toSorted((a, b) => Math.abs(estimate - a) - Math.abs(estimate - b))[0]!;
  return [0, left, up, Math.floor((left + up) / 2), nearest][filter]!;
}
