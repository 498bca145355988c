import { createServer } from 'node:net';

/** As many free TCP ports as asked for, the first from `from` on. They are free now, not reserved. */
export async function freePorts(from: number, count: number): Promise<readonly number[]> {
  const found: number[] = [];
  for (let port = from; found.length < count && port <= 65_535; port += 1) {
    if (await isFree(port)) found.push(port);
  }
  return found;
}

/** On all addresses, as the Playground listens. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
