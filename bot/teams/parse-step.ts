import { stepIds, type StepId } from '#providers/action.ts';
import { stepTitles } from '#cards/words.ts';

/**
 * A step and what follows it, as people type them: its number, its id, or enough of either name that only one
 * fits (`4`, `mailbox`, `data transfer`, `azure`, `cleanup`). `null` when none or several fit.
 */
export function parseStep(text: string): { readonly step: StepId; readonly rest: string } | null {
  const words = text.trim().split(/\s+/);
  for (const count of [3, 2, 1]) {
    if (words.length < count) continue;
    const step = stepNamed(words.slice(0, count).join(' ').toLowerCase());
    if (step) return { step, rest: words.slice(count).join(' ') };
  }
  return null;
}

function stepNamed(name: string): StepId | null {
  if (/^[1-7]$/.test(name)) return stepIds[Number(name) - 1] ?? null;
  if (name.length < 3) return null;
  const plain = name.replaceAll('-', ' ').replace('license', 'licence');
  const fitting = stepIds.filter((id) => namesOf(id).some((one) => begins(one, plain)));
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** One word may be a beginning; of several each must be whole, so that no word of a reason is taken for part of a name. */
function begins(name: string, typed: string): boolean {
  return typed.includes(' ') ? `${name} `.startsWith(`${typed} `) : name.startsWith(typed);
}

function namesOf(id: StepId): readonly string[] {
  const title = stepTitles[id].toLowerCase();
  const words = id.replaceAll('-', ' ');
  return [words, title, ...[words, title].map((name) => name.slice(name.lastIndexOf(' ') + 1))];
}
