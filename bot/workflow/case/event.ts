import type { Actor, Draft } from '#storage/entry.ts';
import type { Json } from '#storage/json.ts';
import { eventData, type EventData, type Phase } from './events.ts';

type More = Omit<Draft, 'phase' | 'actor' | 'data'>;

/** A draft whose data fits its phase: the only way the workflow makes one. */
export function event<P extends Phase>(phase: P, by: Actor, data: EventData<P>, more: More = {}): Draft {
  const actor = { id: by.id, name: by.name };
  const fits = eventData[phase].parse(data);
  return { phase, actor, ...more, ...(fits === undefined ? {} : { data: fits as Json }) };
}
