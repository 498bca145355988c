import { z } from 'zod';
import { type Arrived, isPersonal } from './arrived.ts';

/** A conversation the bot can write to, as plain data: it is kept in the store's cache. */
export const where = z.object({
  conversationId: z.string(),
  serviceUrl: z.string(),
  /** Our own id in that conversation. */
  botId: z.string(),
  tenant: z.string(),
  personal: z.boolean(),
});
export type Where = z.infer<typeof where>;

export function whereOf(activity: Arrived, tenant: string): Where {
  return {
    conversationId: activity.conversation.id,
    serviceUrl: activity.serviceUrl,
    botId: activity.recipient.id,
    tenant,
    personal: isPersonal(activity),
  };
}
