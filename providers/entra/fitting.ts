import type { z } from 'zod';
import { ProviderError } from '../provider-error.ts';

/** An answer as the type we understand. @throws ProviderError: what we cannot read is unknown, not empty */
export function fitting<T>(schema: z.ZodType<T>, body: unknown, operation: string): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unreadable(operation, `${issue?.path.join('.') || 'answer'}: ${issue?.message ?? 'does not fit'}`);
}

export function unreadable(operation: string, message: string): ProviderError {
  return new ProviderError({ system: 'entra', operation, code: 'unreadable', message });
}
