import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A program in a process of its own, which can be asked things. */
export interface Child<Ready> {
  /** What it said when it was ready. */
  readonly ready: Ready;
  ask<T>(what: string, argument?: unknown): Promise<T>;
  stop(): Promise<void>;
}

/** What goes to the child and comes back. */
export interface Question {
  readonly id: number;
  readonly what: string;
  readonly argument: unknown;
}
export type Said =
  | { readonly ready: unknown }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };

export async function startChild<Ready>(program: URL, plan: object = {}): Promise<Child<Ready>> {
  const child = fork(fileURLToPath(program), [JSON.stringify(plan)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, (said: Said) => void>();
  const ready = Promise.withResolvers<Ready>();
  let asked = 0;
  child.on('message', (said: Said) => {
    if ('ready' in said) return ready.resolve(said.ready as Ready);
    waiting.get(said.id)?.(said);
    waiting.delete(said.id);
  });
  child.once('exit', (code) => ready.reject(new Error(`${program.pathname} ended with ${code}`)));
  return {
    ready: await ready.promise,
    ask<T>(what: string, argument?: unknown): Promise<T> {
      const id = ++asked;
      return new Promise((resolve, reject) => {
        waiting.set(id, (said) =>
          'value' in said ? resolve(said.value as T) : reject(new Error(JSON.stringify(said))),
        );
        child.send({ id, what, argument } satisfies Question);
      });
    },
    async stop() {
      if (child.exitCode !== null) return;
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
