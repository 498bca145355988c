import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { tabTokenCheck, type TabTokenSettings } from './check-tab-token.ts';
import type { PageFile, SignIn } from './sign-in.ts';

/** Teams signs the reader in, and the page sends the token it gets with every question. */
export function teamsSignIn(settings: TabTokenSettings): SignIn {
  const check = tabTokenCheck(settings);
  return {
    async identify(authorization) {
      const [, token] = /^Bearer ([\w.-]+)$/.exec(authorization ?? '') ?? [];
      return token === undefined ? null : check(token);
    },
    files: new Map([
      ['sign-in.js', page('sign-in.js', 'text/javascript')],
      ['configure.html', page('configure.html', 'text/html')],
      ['configure.js', page('configure.js', 'text/javascript')],
      ['teams-js.js', { type: 'text/javascript', content: readFileSync(teamsJs) }],
    ]),
  };
}

/** As its authors built it, whole. */
const teamsJs = createRequire(import.meta.url).resolve('@microsoft/teams-js');

function page(name: string, type: PageFile['type']): PageFile {
  return { type, content: readFileSync(join(import.meta.dirname, 'page/teams', name)) };
}
