import type { ActionState } from '#bot/workflow/case/case-state.ts';
import { plain } from './plain-text.ts';
import { counted } from './words.ts';

/** How many changes have no way back, and how many lose data for good. */
export interface Dangers {
  readonly final: number;
  readonly destroying: number;
}

export function dangersOf(actions: readonly ActionState[]): Dangers {
  const changes = actions.flatMap((action) =>
    action.changes.map(({ change }) => ({ final: action.irreversible !== undefined, change })),
  );
  return {
    final: changes.filter((one) => one.final).length,
    destroying: changes.filter((one) => one.change.destroys !== undefined).length,
  };
}

/** `2 cannot be undone · 1 destroys data`, or nothing. */
export function dangerWords({ final, destroying }: Dangers): string {
  const words = [
    ...(final > 0 ? [`${final} cannot be undone`] : []),
    ...(destroying > 0 ? [`${destroying} ${destroying === 1 ? 'destroys' : 'destroy'} data`] : []),
  ];
  return words.join(' · ');
}

/** The same about one action, with the reasons. */
export function dangerReasons(action: ActionState, chars: number): string {
  const losses = action.changes.flatMap(({ change }) => (change.destroys ? [change.destroys] : []));
  const [loss] = losses;
  const others = losses.length > 1 ? ` (${counted(losses.length, 'change')} do)` : '';
  return [
    ...(action.irreversible && action.changes.length > 0
      ? [`Cannot be undone: ${plain(action.irreversible, chars)}`]
      : []),
    ...(loss === undefined ? [] : [`Destroys data: ${plain(loss, chars)}${others}`]),
  ].join('\n');
}
