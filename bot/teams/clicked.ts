import { z } from 'zod';
import { buttons as schemas, type Verb } from '#cards/buttons.ts';

export interface Clicked {
  readonly verb: Verb;
  readonly data: unknown;
}

const execute = z.object({ action: z.object({ verb: z.string(), data: z.unknown().optional() }) });
const submit = z.object({ verb: z.string() }).catchall(z.unknown());

/** What an Action.Execute sent; `null` when it is none of our buttons or its data is not what that button sends. */
export function clickedByExecute(value: unknown): Clicked | null {
  const parsed = execute.safeParse(value);
  return parsed.success ? clicked(parsed.data.action.verb, parsed.data.action.data) : null;
}

/** The same of its twin for old clients, an Action.Submit: a message without text, whose value names the verb. */
export function clickedBySubmit(value: unknown): Clicked | null {
  const parsed = submit.safeParse(value);
  return parsed.success ? clicked(parsed.data.verb, parsed.data) : null;
}

/** A client may send data as text; that is no card of ours. */
function clicked(verb: string, data: unknown): Clicked | null {
  if (!Object.hasOwn(schemas, verb)) return null;
  const known = verb as Verb;
  const parsed = schemas[known].safeParse(data);
  return parsed.success ? { verb: known, data: parsed.data } : null;
}
