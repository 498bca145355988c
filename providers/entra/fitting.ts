import type { z } from 'zod';
import { fitAnswer } from '../fit-answer.ts';

/** A Graph answer as the type we understand. @throws ProviderError: what we cannot read is unknown, not empty */
export function fitting<T>(schema: z.ZodType<T>, body: unknown, operation: string): T {
  return fitAnswer(schema, body, { system: 'entra', operation });
}
