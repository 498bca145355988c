import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { slack } from '#test/set-up/attack.ts';
import type { BotPlan, Mark } from './marks.ts';
import type { Order } from './orders.ts';

/** A bot in a process of its own, seen from outside. */
export interface BotProcess {
  readonly instance: string;
  readonly pid: number;
  /** Everything it has said so far. */
  readonly marks: readonly Mark[];
  /** Told of everything it says from now on. */
  hear(ear: (mark: Mark) => void): void;
  /** Something a person does there. The number comes back in the answer. */
  order(order: Order): number;
  /** Resolves when it says something of this kind; rejects when it ends before, or says nothing such for a minute. */
  until(wanted: (mark: Mark) => boolean): Promise<Mark>;
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  isAlive(): boolean;
  /** Resolves when it has ended, with what it had to complain about. */
  readonly ended: Promise<{ readonly signal: string | null; readonly complaint: string }>;
  /** In order, as on Ctrl-C. */
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL('../../e2e/case-runner.ts', import.meta.url));
const patienceMs = 60_000 * slack;
const living = new Set<BotProcess>();

export function startBotProcess(plan: BotPlan): BotProcess {
  const child = spawn(process.execPath, [program, JSON.stringify(plan)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Starting twenty times: the second time the files need not be compiled again.
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'offboarding-compiled') },
  });
  // Also when a test ran out of time and never came to its end.
  const orphaned = () => child.kill('SIGKILL');
  process.once('exit', orphaned);
  const marks: Mark[] = [];
  const ears = new Set<(mark: Mark) => void>();
  let complaint = '';
  let orders = 0;
  child.stderr.on('data', (chunk) => (complaint += String(chunk)));
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const mark = markIn(line);
    if (!mark) return;
    marks.push(mark);
    for (const ear of ears) ear(mark);
  });
  const silent = once(lines, 'close');
  const ended = once(child, 'exit').then(async ([, signal]) => {
    await silent;
    living.delete(bot);
    process.off('exit', orphaned);
    return { signal: signal as string | null, complaint };
  });

  async function rejectAtEnd(reject: (why: Error) => void): Promise<void> {
    const tooLong = AbortSignal.timeout(patienceMs);
    const why = await Promise.race([ended, once(tooLong, 'abort')]);
    const end = Array.isArray(why) ? `did not say what was waited for` : `ended before (${why.signal})`;
    const last = marks.slice(-10).map((mark) => JSON.stringify(mark));
    reject(new Error([`${plan.instance} ${end}`, complaint, ...last].join('\n')));
  }

  const bot: BotProcess = {
    instance: plan.instance,
    pid: child.pid ?? 0,
    marks,
    hear: (ear) => void ears.add(ear),
    order(order) {
      child.stdin.write(`${JSON.stringify(order)}\n`);
      return orders++;
    },
    until: (wanted) =>
      new Promise((resolve, reject) => {
        const ear = (mark: Mark) => {
          if (!wanted(mark)) return;
          ears.delete(ear);
          resolve(mark);
        };
        ears.add(ear);
        void rejectAtEnd(reject);
      }),
    signal: (name) => void child.kill(name),
    isAlive: () => living.has(bot),
    ended,
    async stop() {
      this.order({ act: 'stop' });
      await ended;
    },
  };
  living.add(bot);
  return bot;
}

/** A line that was cut off by a kill says nothing that can be believed. */
function markIn(line: string): Mark | null {
  try {
    return JSON.parse(line) as Mark;
  } catch {
    return null;
  }
}
