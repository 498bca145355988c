import type { ProviderError } from '#providers/provider-error.ts';
import { type Answer, refuse } from '../../policy/refusal.ts';

/** A system that did not answer a person's question, with its own code and request id. */
export function unreadableSystem({ failure }: ProviderError): Answer<never> {
  const { system, operation, code, message, requestId = '' } = failure;
  const why = `It said ${code}: ${message}${requestId === '' ? '' : ` (request id ${requestId})`}`;
  return refuse('system-unreadable', { system, operation, code, message, requestId, why });
}
