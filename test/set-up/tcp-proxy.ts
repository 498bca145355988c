import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A wire that can fail: everything between its port and the target passes through it. */
export interface TcpProxy {
  readonly port: number;
  /** Carries both ways, for new connections; those made before stay as they were. */
  pass(): void;
  /** Takes everything, delivers nothing, says nothing: old connections too. */
  hang(): void;
  /** Delivers what goes to the target and swallows what comes back: old connections too. */
  loseAnswers(): void;
  /** Breaks all connections. */
  cut(): void;
  close(): Promise<void>;
}

type Mode = 'pass' | 'hang' | 'lose answers';

export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let mode: Mode = 'pass';
  const server = createServer((client) => {
    const far = connect(target);
    const broken = { client: false };
    carry(client, far, () => (broken.client ||= mode === 'hang'));
    carry(far, client, () => (broken.client ||= mode !== 'pass'));
    for (const socket of [client, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        far.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const become = (next: Mode) => () => {
    mode = next;
  };
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    pass: become('pass'),
    hang: become('hang'),
    loseAnswers: become('lose answers'),
    cut,
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}

function carry(from: Socket, to: Socket, swallowed: () => boolean): void {
  from.on('data', (chunk: Buffer) => {
    if (!swallowed()) to.write(chunk);
  });
}
