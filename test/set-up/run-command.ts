import { spawn } from 'node:child_process';

export interface Ran {
  readonly code: number;
  /** What it printed, both streams as they came. */
  readonly output: string;
}

/** Runs a program to its end. A program that is not there is a code like any other failure: 127. */
export function runCommand(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    const end = (code: number) => resolve({ code, output: Buffer.concat(chunks).toString('utf8') });
    child.on('error', () => end(127));
    child.on('close', (code) => end(code ?? 1));
  });
}
