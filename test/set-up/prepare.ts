import { installPackages, mayInstall } from './install-packages.ts';
import { parts, type Part } from './parts.ts';
import { say, seconds } from './say.ts';

/** Looks for what tests need beyond npm, installs it where it may, and returns what is still missing. */
export function prepare(install: boolean): readonly Part[] {
  for (const part of parts) if (install && part.find() === null) get(part);
  const missing = parts.filter((part) => part.find() === null);
  for (const part of parts) say(`${missing.includes(part) ? 'MISSING' : 'found  '} ${part.name}`);
  return missing;
}

function get(part: Part): void {
  if (!mayInstall()) return;
  say(`installing ${part.name}: apt-get install ${part.packages.join(' ')}`);
  const start = Date.now();
  const wrong = installPackages(part.packages);
  say(wrong === null ? `installed in ${seconds(start)}` : `could not install: ${wrong}`);
}
