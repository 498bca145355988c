import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Request, Response, Server } from 'restify';
import { sha256 } from '#storage/seal.ts';
import type { PageFile } from './sign-in.ts';

/**
 * Where the page may be framed, and what it may load: from here, and the list of hosts that Teams' own library looks up.
 * https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/tab-requirements
 */
const pageHeaders = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self' https://res.cdn.office.net",
    "base-uri 'none'",
    "form-action 'none'",
    'frame-ancestors https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft',
  ].join('; '),
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
} as const;

const ownFiles = {
  'index.html': 'text/html',
  'style.css': 'text/css',
  'themes.css': 'text/css',
  'app.js': 'text/javascript',
  'api.js': 'text/javascript',
  'case-view.js': 'text/javascript',
  'combobox.js': 'text/javascript',
  'dom.js': 'text/javascript',
  'export-buttons.js': 'text/javascript',
  'filters.js': 'text/javascript',
  'lists.js': 'text/javascript',
  'offers.js': 'text/javascript',
  'parts.js': 'text/javascript',
  'person-field.js': 'text/javascript',
  'proof-card.js': 'text/javascript',
  'timeline.js': 'text/javascript',
  'times.js': 'text/javascript',
  'who-is-meant.js': 'text/javascript',
} as const;

/** The app's own, as in Teams. */
const iconPath = join(import.meta.dirname, '../../appPackage/color.png');

/** The tab's page and its files, a fixed list: no path leads anywhere else. It holds no data. */
export function servePages(server: Server, signInFiles: ReadonlyMap<string, PageFile>): void {
  const own = Object.entries(ownFiles).map(([name, type]) => [name, { type, content: read(name) }] as const);
  const icon = { type: 'image/png', content: readFileSync(iconPath) } as const;
  for (const [name, file] of [...own, ['icon.png', icon] as const, ...signInFiles])
    server.get(`/history/${name}`, sending(file));
  const [, index] = own[0] ?? [];
  if (index) server.get('/history', sending(index));
}

function read(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, 'page', name));
}

function sending({ type, content }: PageFile) {
  const body = Buffer.from(content);
  const mark = `"${sha256(body.toString('base64')).slice(0, 16)}"`;
  return async (request: Request, response: Response): Promise<void> => {
    const isKnown = request.headers['if-none-match'] === mark;
    response.writeHead(isKnown ? 304 : 200, {
      ...pageHeaders,
      'Content-Type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
      'Cache-Control': 'no-cache',
      ETag: mark,
    });
    response.end(isKnown ? undefined : body);
  };
}
