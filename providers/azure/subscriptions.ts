import { z } from 'zod';
import { fitAnswer, unreadable } from '../fit-answer.ts';
import { ProviderError } from '../provider-error.ts';
import { sendToAzure, type AzureSetup } from './azure-http.ts';

const subscription = z.object({ subscriptionId: z.string(), displayName: z.string() });
export type Subscription = z.infer<typeof subscription>;

const page = z.object({ value: z.array(subscription), nextLink: z.string().nullish() });
const call = { system: 'azure', operation: 'GET subscriptions' } as const;

/** Every subscription the bot may see, all pages. @throws ProviderError `none-visible` when that is none */
export async function listSubscriptions(setup: AzureSetup): Promise<readonly Subscription[]> {
  const found: Subscription[] = [];
  const seen = new Set<string>();
  let next: string | undefined = `${setup.baseUrl}/subscriptions?api-version=2022-12-01`;
  while (next !== undefined) {
    if (seen.has(next)) throw unreadable(call, 'the same page was named twice');
    seen.add(next);
    const { body } = await sendToAzure(setup, { method: 'GET', url: next });
    const { value, nextLink }: z.infer<typeof page> = fitAnswer(page, body, call);
    found.push(...value);
    next = nextLink || undefined;
  }
  if (found.length === 0 && !setup.hasNoSubscriptions) throw noneVisible();
  return found;
}

function noneVisible(): ProviderError {
  const message = 'no subscription is visible; the bot needs a role at the root management group';
  return new ProviderError({ ...call, code: 'none-visible', message });
}
