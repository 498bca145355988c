import { installPackages, mayInstall, updateLists } from './install-packages.ts';
import { parts, type Part } from './parts.ts';
import { say, seconds } from './say.ts';

/** Looks for what tests need beyond npm, installs it where it may, and returns what is still missing. */
export function prepare(install: boolean): readonly Part[] {
  const wanted = parts.filter((part) => part.find() === null);
  if (install && wanted.length > 0 && mayInstall()) installAll(wanted);
  const missing = wanted.filter((part) => part.find() === null);
  for (const part of parts) say(`${missing.includes(part) ? 'MISSING' : 'found  '} ${part.name}`);
  return missing;
}

function installAll(wanted: readonly Part[]): void {
  timed('apt-get update', updateLists);
  const packages = wanted.flatMap((part) => part.packages());
  if (packages.length === 0) return;
  timed(`apt-get install ${packages.join(' ')}`, () => installPackages(packages));
}

/** What could not be installed is found missing afterwards, so a failure here needs no other answer than words. */
function timed(what: string, work: () => string | null): void {
  const start = Date.now();
  say(`${what} ...`);
  const wrong = work();
  say(wrong === null ? `  done in ${seconds(start)}` : `  failed after ${seconds(start)}: ${wrong}`);
}
