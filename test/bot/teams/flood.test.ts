import { join } from 'node:path';
import { expect, it } from 'vitest';
import { patience, times } from '#test/set-up/attack.ts';
import { runCommand } from '#test/set-up/run-command.ts';

const program = join(import.meta.dirname, '../../set-up/process/flooded-door.ts');
const size = times({ short: 400, long: 50_000 });

interface Round {
  readonly used: number;
  readonly answered: Readonly<Record<string, number>>;
  readonly lines: number;
}

it(
  'refuses a thousand bad requests and keeps nothing of them',
  { timeout: patience(size, 100) },
  async () => {
    const began = Date.now();
    const args = ['--expose-gc', program, String(size), '3'];
    const { code, output } = await runCommand(process.execPath, args);
    const rounds = output
      .split('\n')
      .flatMap((line) => (line.startsWith('{"used"') ? [JSON.parse(line) as Round] : []));

    expect(code, output.slice(-2000)).toBe(0);
    expect(rounds).toHaveLength(3);
    const [first, , last] = rounds as [Round, Round, Round];
    expect(Object.keys(last.answered)).toEqual(['400', '401', '403', '404', '413']);
    // Two messages, sixty lines of each a minute, and one that counts the rest; the first round alone had hundreds.
    const minutes = Math.ceil((Date.now() - began) / 60_000) + 1;
    expect(rounds.reduce((sum, { lines }) => sum + lines, 0)).toBeLessThanOrEqual(2 * 61 * minutes);
    // Only what the first round left warm may stay: in the two rounds after it, not 2 KB a request.
    expect(last.used - first.used).toBeLessThan(size * 2 * 2048);
  },
);
