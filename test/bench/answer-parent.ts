import type { Question, Said } from './child.ts';

/** What this process does when its parent asks for it, by name. */
export type Answers = Readonly<Record<string, (argument: never) => unknown>>;

/** Tells the parent that this process is ready, answers it, and ends with it. */
export function answerParent(ready: object, answers: Answers = {}): void {
  process.on('message', (question: Question) => void answer(question, answers));
  process.once('disconnect', () => process.exit());
  tell({ ready });
}

async function answer({ id, what, argument }: Question, answers: Answers): Promise<void> {
  try {
    tell({ id, value: (await answers[what]?.(argument as never)) ?? null });
  } catch (error) {
    tell({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

function tell(said: Said): void {
  process.send?.(said);
}

/** What the parent gave along, as JSON in the first argument. */
export function givenPlan(): unknown {
  return JSON.parse(process.argv[2] ?? '{}');
}
