import type { CaseState, ChangeState } from '#bot/workflow/case/case-state.ts';
import { actionOf, isShut } from './access-time.ts';
import { allChosen } from './chosen.ts';

/** What keeps the person from signing in anew, by where it does. */
const blocks = {
  'ad.disable-account': 'Active Directory',
  'entra.block-sign-in': 'Entra ID',
} as const;
type Block = keyof typeof blocks;

/** What an undo made of the blocks, as it was read back: whether the person can sign in again. `null`: it touched none. */
export function signInAgain(state: CaseState): string | null {
  const doors = doorsOf(state);
  if (!doors.some(({ made }) => made?.status.startsWith('undo'))) return null;
  if (doors.every(({ made }) => made && isShut(made))) return null;
  if (doors.every(({ made }) => made?.status === 'undone')) {
    return 'The person can sign in again: what blocked it was taken back and read back.';
  }
  return `Sign-in: ${doors.map(({ where, made }) => `${word(made)} in ${where}`).join('; ')}.`;
}

interface Door {
  readonly where: string;
  /** Absent where the case did not shut it. */
  readonly made: ChangeState | undefined;
}

/** An account that is not synced has no door in Active Directory. */
function doorsOf(state: CaseState): readonly Door[] {
  const ids: readonly Block[] = ['ad.disable-account', 'entra.block-sign-in'];
  const changes = allChosen(state);
  return ids
    .map((id) => ({ where: blocks[id], made: changes.find((change) => actionOf(change) === id) }))
    .filter(({ where, made }) => made || where === 'Entra ID' || state.leaver.directory !== null);
}

function word(made: ChangeState | undefined): string {
  if (!made) return 'not changed by this case';
  if (made.status === 'undone') return 'possible again';
  if (isShut(made)) return 'still blocked';
  return made.status === 'undo-skipped' ? 'changed by somebody else since' : 'perhaps possible again';
}
