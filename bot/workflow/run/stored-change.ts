import type { AnyAction, Change } from '#providers/action.ts';
import type { PlannedChange } from '../case/events.ts';

/** A change out of the log, its things parsed by the action that planned it. @throws when the log holds something else */
export function storedChange(action: AnyAction, stored: PlannedChange): Change {
  return {
    kind: 'change',
    key: stored.key,
    what: stored.what,
    from: action.item.parse(stored.from),
    to: stored.to === null ? null : action.item.parse(stored.to),
    ...(stored.after ? { after: stored.after } : {}),
    ...(stored.destroys === undefined ? {} : { destroys: stored.destroys }),
  };
}
