import { describe, expect, it } from 'vitest';
import { reportCli } from '#bot/report/report-cli.ts';

async function report(...words: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const now = () => new Date('2026-11-24T08:00:00.000Z');
  const tell = (line: string) => void lines.push(line);
  const code = await reportCli(words, { environment: { LOG_FILE: '/nowhere/log.db' }, now, tell });
  return { code, lines };
}

describe('the words of npm run report', () => {
  it.each([
    [['OFF-ZZZZZ', '--log', '/nowhere/log.db'], 2, 'not written: '],
    [['x; rm -rf'], 3, 'No such case.'],
    [['2026-12-31', '2026-01-01'], 3, '2026-12-31 is after 2026-01-01.'],
    [['2026-01-01', '2126-01-01'], 3, 'A report covers 10 years at most.'],
    [['2026-02-30', '2026-03-01'], 3, '“2026-02-30” is no day.'],
    [['yesterday', 'today'], 3, '“yesterday” is no day.'],
    [['2026-01-01', '+010000-01-01'], 3, 'is no day.'],
    [['a', 'b', 'c'], 3, 'A report is of nothing but a case or two days: “c” is one word too many.'],
    [['OFF-Q4YN8', 'exe'], 3, 'A report is of nothing but a case or two days: “exe” is one word too many.'],
    [[], 3, 'usage: npm run report'],
    [['OFF-7K3QX', '--as', 'docx'], 3, 'usage: '],
    [['OFF-7K3QX', '--all'], 3, 'usage: '],
    [['OFF-7K3QX', '--out', ''], 3, 'usage: '],
  ])('answers %j with exit code %i and a clear word', async (words, code, said) => {
    const answer = await report(...words, '--as', ...(words.includes('--as') ? [] : ['csv']));
    const plain = words.includes('--as') ? await report(...words) : answer;

    expect(plain.code).toBe(code);
    expect(plain.lines.join('\n')).toContain(said);
  });

  it('prints no password of the database', async () => {
    const { code, lines } = await report(
      'OFF-7K3QX',
      '--log',
      'mongodb://auditor:s3cr3t-word@127.0.0.1:1/offboarding?serverSelectionTimeoutMS=50',
    );

    expect(code).toBe(2);
    expect(lines.join('\n')).not.toContain('s3cr3t-word');
  });

  it('must name a log, and a target that is one', async () => {
    const lines: string[] = [];
    const world = { now: () => new Date(), tell: (line: string) => void lines.push(line) };

    expect(await reportCli(['OFF-7K3QX'], { ...world, environment: {} })).toBe(3);
    expect(
      await reportCli(['OFF-7K3QX'], {
        ...world,
        environment: { LOG_FILE: 'x', ACCESS_END_MINUTES: 'soon' },
      }),
    ).toBe(3);
    expect(lines.join()).toMatch(/There is no log.*ACCESS_END_MINUTES must be a whole number/s);
  });
});
