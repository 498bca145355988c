import { installPackages, mayInstall } from './install-packages.ts';
import { parts, type Part } from './parts.ts';
import { say, seconds } from './say.ts';

/** Looks for what tests need beyond npm, installs it where it may, and returns what is still missing. */
export async function prepare(install: boolean): Promise<readonly Part[]> {
  const wanted = await absent(parts);
  if (install && mayInstall()) installAll(wanted.flatMap((part) => part.packages));
  const missing = await absent(wanted);
  for (const part of parts) say(`${missing.includes(part) ? 'MISSING' : 'found  '} ${part.name}`);
  return missing;
}

async function absent(some: readonly Part[]): Promise<readonly Part[]> {
  const found = new Set<Part>();
  for (const part of some) {
    const start = Date.now();
    if (await part.find()) found.add(part);
    if (Date.now() - start > 3000) say(`made ${part.name} ready in ${seconds(start)}`);
  }
  return some.filter((part) => !found.has(part));
}

/** What could not be installed is found missing afterwards, so a failure here needs no other answer than words. */
function installAll(packages: readonly string[]): void {
  if (packages.length === 0) return;
  const start = Date.now();
  say(`apt-get install ${packages.join(' ')} ...`);
  const wrong = installPackages(packages);
  say(wrong === null ? `  done in ${seconds(start)}` : `  failed after ${seconds(start)}: ${wrong}`);
}
