import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifest, type Fillings } from './manifest.ts';
import { zipArchive } from './zip-archive.ts';

/** The file an administrator uploads to Teams: manifest and icons, side by side. */
export function appPackage(fillings: Fillings): Buffer {
  const template: unknown = JSON.parse(read('manifest.template.json').toString());
  const filled = Buffer.from(`${JSON.stringify(manifest(template, fillings), null, 2)}\n`);
  return zipArchive([
    { name: 'manifest.json', content: filled },
    { name: 'color.png', content: read('color.png') },
    { name: 'outline.png', content: read('outline.png') },
  ]);
}

function read(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, name));
}
