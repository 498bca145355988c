import { afterAll, describe } from 'vitest';
import { startSamba, type Samba } from './samba.ts';

/**
 * Tests that need a real domain controller. Without one they are skipped loudly, and fail where CI is set. To be
 * awaited at the top of a test file.
 */
export async function describeWithSamba(name: string, tests: (samba: Samba) => void): Promise<void> {
  const found = await startSamba();
  const missing = 'missing' in found ? found.missing : null;
  if (missing !== null) tell(name, missing);

  const how = missing === null ? 'Samba' : `skipped, missing: ${missing}`;

  describe.skipIf(missing !== null)(`${name} (${how})`, () => {
    afterAll(() => ('missing' in found ? undefined : found.stop()));
    tests('missing' in found ? absent : found);
  });
}

function tell(name: string, missing: string): void {
  if (process.env['CI'] === 'true') throw new Error(`${name} cannot be tested, missing: ${missing}`);
  process.stderr.write(`\nSKIPPED: ${name}\n  Missing: ${missing}\n\n`);
}

/** Stands in while skipped tests are counted; nothing of it is called. */
const absent: Samba = {
  url: 'ldaps://127.0.0.1',
  ca: '',
  authority: { pem: '', folder: '' },
  bindDn: '',
  password: 'absent',
  baseDn: '',
  kill: async () => {},
  restart: async () => {},
  stop: async () => {},
};
