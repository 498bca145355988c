import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const pages = [
  'README.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const readme = readFileSync('README.md', 'utf8');

function section(title: string): string {
  const [, text = ''] = readme.split(`\n## ${title}\n`);
  return text.split('\n## ')[0] ?? '';
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}

describe('the README', () => {
  it('gives the two commands, of which the second is what the continuous integration runs', () => {
    const ci = readFileSync('.ci/run', 'utf8');
    const commands = matches(section('Two commands'), /```sh\n([^`]*)\n```/g);

    expect(commands).toEqual(['npm ci && npm run sandbox', 'npm ci && npm test']);
    expect(matches(ci, /^(npm .*)$/gm).join(' && ')).toBe(commands[1]);
  });

  it('gives each package a reason, and names no other', () => {
    const reasons = matches(section('Dependencies'), /^\| `([^`]+)` \| .*\w/gm);

    expect(reasons).toEqual([
      ...Object.keys(manifest.dependencies),
      ...Object.keys(manifest.devDependencies),
    ]);
  });

  it('shows every picture of the case and the tab, none of them large', () => {
    const folders = ['docs/pictures/case', 'docs/pictures/tab'];
    const kept = folders.flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`));

    expect(matches(readme, /src="([^"]+)"/g).toSorted()).toEqual(kept.toSorted());
    expect(kept.filter((path) => statSync(path).size > 150_000)).toEqual([]);
  });

  it('says of each picture what is to be seen', () => {
    expect(matches(readme, /<img ([^>]*)>/g).filter((picture) => !/alt="[^"]{20,}"/.test(picture))).toEqual(
      [],
    );
  });
});

describe.each(pages)('%s', (page) => {
  const text = readFileSync(page, 'utf8');

  it('names only commands that exist', () => {
    const named = matches(text, /npm run ([\w:-]+)/g);

    expect(named.filter((name) => !(name in manifest.scripts))).toEqual([]);
  });

  it('links only to what is there', () => {
    const links = [...matches(text, /\]\(([^)#]+)/g), ...matches(text, /src="([^"]+)"/g)];
    const own = links.filter((link) => !/^https?:/.test(link));

    expect(own.filter((link) => !existsSync(join(dirname(page), link)))).toEqual([]);
  });

  it('names only files that exist', () => {
    const named = matches(
      text,
      /\b((?:bot|cards|providers|storage|appPackage|test)\/[\w./-]*\.(?:ts|js|json))\b/g,
    );

    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });
});
