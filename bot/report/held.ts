import type { CaseState } from '../workflow/case/case-state.ts';
import type { ChangeLine } from './change-lines.ts';

/** Something the person held, and what became of it. */
export interface HeldThing {
  readonly what: string;
  readonly why: string | null;
}

/** What the person held in one system when the plan was made, and what was there at the closing sweep. */
export interface Held {
  readonly system: string;
  /** What was to be changed, and what was found and left alone on purpose. */
  readonly before: { readonly changes: number; readonly leftAlone: readonly HeldThing[] };
  /** Changes read back as done, and not put back since. */
  readonly readBack: number;
  /** What is still there. `null`: not known, there was no sweep or it could not read this system; `why` says which. */
  readonly after: readonly HeldThing[] | null;
  readonly why: string | null;
}

/** By system, in the order in which the plan names them. */
export function heldBySystem(state: CaseState, lines: readonly ChangeLine[]): readonly Held[] {
  const actions = state.steps.flatMap((step) => step.actions);
  const systems = new Set([
    ...actions.map(({ system }) => system),
    ...(state.sweep?.remaining ?? []).map(({ system }) => system),
  ]);
  return [...systems].map((system): Held => {
    const mine = lines.filter((line) => line.system === system);
    const skipped = actions.filter((action) => action.system === system).flatMap((action) => action.skipped);
    const leftAlone = skipped.map(({ what, why }) => ({ what, why }));
    const readBack = mine.filter(({ status }) => status === 'verified').length;
    const { after, why } = afterIn(state, system);
    return { system, before: { changes: mine.length, leftAlone }, readBack, after, why };
  });
}

function afterIn({ sweep }: CaseState, system: string): Pick<Held, 'after' | 'why'> {
  if (!sweep) return { after: null, why: 'There was no closing sweep since the last change.' };
  const unread = sweep.unreadable.find((one) => one.system === system);
  if (unread) return { after: null, why: unread.why };
  const there = sweep.remaining.filter((one) => one.system === system);
  return { after: there.map(({ what, why = null }) => ({ what, why })), why: null };
}
