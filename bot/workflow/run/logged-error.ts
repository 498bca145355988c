import { ProviderError } from '#providers/provider-error.ts';
import type { LoggedError } from '#storage/entry.ts';

/** The system's own words for the log. What is not a system's answer is a fault of ours, and said as such. */
export function toLoggedError(
  error: unknown,
  action: { readonly id: string; readonly system: string },
): LoggedError {
  if (error instanceof ProviderError) {
    const { system, operation, code, message, status, requestId } = error.failure;
    return {
      system,
      operation,
      code,
      message: short(message),
      ...(status === undefined ? {} : { status }),
      ...(requestId === undefined ? {} : { requestId }),
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { system: action.system, operation: action.id, code: 'internal', message: short(message) };
}

/** Some systems answer with pages of text; the log keeps the beginning. */
function short(text: string): string {
  return text.length > 500 ? `${text.slice(0, 499)}…` : text;
}
