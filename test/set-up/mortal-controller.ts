import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '#bot/workflow/world.ts';
import type { Directory } from '#providers/systems.ts';
import type { Seed } from './samba-seed.ts';
import type { Samba } from './samba.ts';
import type { TcpProxy } from './tcp-proxy.ts';

/** One call to the controller. */
export interface Call {
  readonly name: keyof Directory;
  readonly writes: boolean;
  /** How often the same was called before, with the same words, while the controller was alive. */
  readonly earlier: number;
}

/**
 * When the controller dies: as the call goes out, after its answer came, or after it has done what was asked and
 * before it could say so. `null`: not at this call.
 */
export type Death = 'before' | 'after' | 'unanswered' | null;

/** A domain controller that is killed around the calls of its client, and comes back when it is told to. */
export interface MortalController {
  readonly directory: Directory;
  /** `<call> <death>`, in their order. */
  readonly deaths: readonly string[];
  dieAt(when: (call: Call) => Death): void;
  comeBack(): Promise<void>;
  /** The clock of those who can wait for it: whenever they wait, it comes back. */
  waiting<C extends Clock>(clock: C): C;
}

export interface ControllerParts {
  readonly samba: Samba;
  /** Sees what the controller has done. */
  readonly seed: Seed;
  /** Between the client and the controller. */
  readonly wire: TcpProxy;
  /** The client. */
  readonly directory: Directory;
  /** Told before each write goes out. */
  readonly onWrite: () => Promise<void>;
}

const writing: ReadonlySet<string> = new Set(['replace', 'addMember', 'removeMember', 'move']);

export function mortalController(parts: ControllerParts): MortalController {
  const { samba } = parts;
  const seen = new Map<string, number>();
  const deaths: string[] = [];
  let when: (call: Call) => Death = () => null;
  let coming: Promise<void> | null = null;
  let dead = false;

  async function die(): Promise<void> {
    dead = true;
    await samba.kill();
  }

  async function comeBack(): Promise<void> {
    if (!dead) return;
    coming ??= samba.restart().finally(() => {
      coming = null;
      dead = false;
    });
    await coming;
  }

  async function answered(call: Call, send: () => Promise<unknown>): Promise<unknown> {
    const death = dead ? null : when(call);
    if (death !== null) deaths.push(`${call.name} ${death}`);
    if (death === 'unanswered') return carriedOutUnheard(parts, die, send);
    if (death === 'before') await die();
    const answer = await send();
    if (death === 'after') await die();
    return answer;
  }

  const directory = new Proxy(parts.directory, {
    get(target, name: keyof Directory) {
      const found: unknown = target[name];
      if (typeof found !== 'function') return found;
      return async (...given: readonly unknown[]): Promise<unknown> => {
        const words = JSON.stringify([name, given]);
        const earlier = seen.get(words) ?? 0;
        if (!dead) seen.set(words, earlier + 1);
        const call = { name, writes: writing.has(name), earlier };
        if (call.writes) await parts.onWrite();
        return answered(call, () => found.apply(target, given) as Promise<unknown>);
      };
    },
  });

  return {
    directory,
    deaths,
    dieAt: (wanted) => void (when = wanted),
    comeBack,
    waiting: (clock) => ({
      ...clock,
      async sleep(ms: number, signal?: AbortSignal) {
        await comeBack();
        await clock.sleep(ms, signal);
      },
    }),
  };
}

/** The write reaches the controller and is carried out; its answer is swallowed, and then the controller is killed. */
async function carriedOutUnheard(
  { seed, wire }: ControllerParts,
  die: () => Promise<void>,
  send: () => Promise<unknown>,
): Promise<unknown> {
  const before = await seed.writes();
  wire.loseAnswers();
  const answer = send();
  // Its failure belongs to who waits for it below.
  const over = answer.then(
    () => true,
    () => true,
  );
  while (!(await Promise.race([over, pause(5, false)]))) {
    if ((await seed.writes()) !== before) break;
  }
  await die();
  wire.pass();
  return answer;
}
