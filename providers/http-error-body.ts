import { z } from 'zod';

export interface SpokenError {
  readonly code?: string;
  readonly message?: string;
  readonly requestId?: string;
  /** The system said in its own words that the thing is not there. */
  readonly absent: boolean;
}

const inner = z.looseObject({
  'request-id': z.string().optional(),
  internalexception: z.looseObject({ message: z.string() }).optional(),
});
const detail = z.looseObject({ code: z.string().optional(), message: z.string().optional() });
const error = z.looseObject({
  code: z.union([z.string(), z.number()]).optional(),
  message: z.union([z.string(), z.looseObject({ value: z.string() })]).optional(),
  details: z.array(detail).optional(),
  innerError: inner.optional(),
  innererror: inner.optional(),
});
const body = z.union([
  z.looseObject({ error }).transform((found) => found.error),
  z.looseObject({ 'odata.error': error }).transform((found) => found['odata.error']),
]);

/**
 * Code and words out of an error's body. One reader for the four systems, whose shapes differ by a name or two:
 * Graph and Azure `error.code`, SharePoint `odata.error.message.value`, Exchange's cmdlet message in `details`.
 */
export function readErrorBody(text: string): SpokenError {
  const found = body.safeParse(json(text));
  if (!found.success) return { absent: false };
  const code = found.data.code ? String(found.data.code) : undefined;
  const message = messageOf(found.data);
  const requestId = requestIdOf(found.data);
  return {
    absent: saysAbsent(code, message),
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
    ...(requestId !== undefined && { requestId }),
  };
}

function saysAbsent(code = '', message = ''): boolean {
  return /ResourceNotFound$/i.test(code) || message.includes('ManagementObjectNotFound');
}

function requestIdOf(found: z.infer<typeof error>): string | undefined {
  return found.innerError?.['request-id'] ?? found.innererror?.['request-id'];
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Exchange says what went wrong in the details; its outer message is only "Error executing cmdlet". */
function messageOf(found: z.infer<typeof error>): string | undefined {
  const outer = typeof found.message === 'string' ? found.message : found.message?.value;
  const words =
    found.details?.find((one) => one.message)?.message ?? found.innererror?.internalexception?.message;
  const chosen = words ?? outer;
  return chosen === undefined ? undefined : oneLine(chosen);
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 500 ? `${line.slice(0, 499)}…` : line;
}
