import { z } from 'zod';
import { ProviderError } from '../provider-error.ts';
import { allPages } from './all-pages.ts';
import type { AzureSetup } from './azure-http.ts';

const subscription = z.object({ subscriptionId: z.string(), displayName: z.string() });
export type Subscription = z.infer<typeof subscription>;

/** Every subscription the bot may see. @throws ProviderError `none-visible` when that is none */
export async function listSubscriptions(setup: AzureSetup): Promise<readonly Subscription[]> {
  const found = await allPages('/subscriptions?api-version=2022-12-01', subscription, setup);
  if (found.length === 0 && !setup.hasNoSubscriptions) throw noneVisible();
  return found;
}

function noneVisible(): ProviderError {
  return new ProviderError({
    system: 'azure',
    operation: 'GET subscriptions',
    code: 'none-visible',
    message: 'no subscription is visible; the bot needs a role at the root management group',
  });
}
