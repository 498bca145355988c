import { z } from 'zod';

/** The parts of a Teams activity we read. Everything else is dropped at the border. */
export const arrived = z.object({
  type: z.string(),
  id: z.string().optional(),
  name: z.string().optional(),
  /** What an installation update says: `add`, `remove`, `add-upgrade`, … */
  action: z.string().optional(),
  channelId: z.string(),
  serviceUrl: z.string(),
  text: z.string().nullish(),
  /** What a card sent, or an invoke's content: any JSON, also `null`. */
  value: z.unknown().optional(),
  /** Message the clicked card stands in. */
  replyToId: z.string().optional(),
  from: z.object({ id: z.string(), name: z.string().optional(), aadObjectId: z.string().optional() }),
  recipient: z.object({ id: z.string(), name: z.string().optional() }),
  conversation: z.object({
    id: z.string(),
    tenantId: z.string().optional(),
    conversationType: z.string().optional(),
    isGroup: z.boolean().optional(),
  }),
  channelData: z.object({ tenant: z.object({ id: z.string().optional() }).nullish() }).nullish(),
});
export type Arrived = z.infer<typeof arrived>;

/** True for the chat between one person and the bot: the only place for history. */
export function isPersonal({ conversation }: Arrived): boolean {
  return conversation.conversationType === 'personal';
}
