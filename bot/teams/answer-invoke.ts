import type { TurnContext } from 'botbuilder';
import type { InvokeBody } from './invoke-body.ts';

/**
 * Answers an invoke ourselves. The library's own answering has a memory: one card with `refresh`, and from then on
 * it writes every answer of that route over the message all members see.
 */
export async function answerInvoke(
  context: TurnContext,
  body: InvokeBody | null,
  status = 200,
): Promise<void> {
  const value = body === null ? { status } : { status, body };
  await context.sendActivity({ type: 'invokeResponse', value });
}
