import { afterAll, describe } from 'vitest';
import { startMongo, type MongoServer } from './mongodb.ts';

/**
 * Tests that need a server which speaks MongoDB's protocol. Without one they are skipped loudly, and fail where CI is
 * set. To be awaited at the top of a test file.
 */
export async function describeWithMongo(name: string, tests: (server: MongoServer) => void): Promise<void> {
  const found = await startMongo();
  const missing = 'missing' in found ? found.missing : null;
  if (missing !== null) tell(name, missing);
  const server = 'missing' in found ? absent : found;
  const how = missing === null ? server.kind : `skipped, missing: ${missing}`;

  describe.skipIf(missing !== null)(`${name} (${how})`, () => {
    afterAll(() => server.stop());
    tests(server);
  });
}

function tell(name: string, missing: string): void {
  if (process.env['CI'] === 'true') throw new Error(`${name} cannot be tested, missing: ${missing}`);
  process.stderr.write(`\nSKIPPED: ${name}\n  Missing: ${missing}\n\n`);
}

/** Stands in while skipped tests are counted; nothing of it is called. */
const absent: MongoServer = {
  uri: '',
  kind: 'given',
  kill: async () => {},
  restart: async () => {},
  stop: async () => {},
};
