import type { z } from 'zod';
import type { SystemId } from './action.ts';
import { ProviderError } from './provider-error.ts';

/** The call an answer belongs to, for the error. */
export interface Call {
  readonly system: SystemId;
  readonly operation: string;
}

/** Parses an answer at the border. @throws ProviderError `unreadable`, naming the field but never its value */
export function fitAnswer<T>(schema: z.ZodType<T>, body: unknown, call: Call): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unreadable(call, `${issue?.path.join('.') || 'answer'}: ${issue?.message ?? 'does not fit'}`);
}

export function unreadable(call: Call, message: string): ProviderError {
  return new ProviderError({ ...call, code: 'unreadable', message });
}
