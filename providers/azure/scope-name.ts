import type { Subscription } from './subscriptions.ts';

const shapes: readonly (readonly [RegExp, string])[] = [
  [/^\/subscriptions\/[^/]+$/i, 'subscription'],
  [/^\/subscriptions\/[^/]+\/resourceGroups\/(?<name>[^/]+)$/i, 'resource group'],
  [/^\/providers\/Microsoft\.Management\/managementGroups\/(?<name>[^/]+)$/i, 'management group'],
  [/^\/subscriptions\/.+\/(?<name>[^/]+)$/i, 'resource'],
];

/** A scope in words: `resource group rg-reports in Contoso Analytics`. */
export function scopeName(scope: string, subscriptions: readonly Subscription[]): string {
  const subscription = subscriptionOf(scope, subscriptions);
  for (const [shape, word] of shapes) {
    const match = shape.exec(scope);
    const name = match?.groups?.['name'];
    if (match && name === undefined) return `${word} ${subscription ?? scope}`;
    if (match) return `${word} ${name}${subscription === undefined ? '' : ` in ${subscription}`}`;
  }
  return scope === '/' ? 'everything' : scope;
}

function subscriptionOf(scope: string, subscriptions: readonly Subscription[]): string | undefined {
  const id = /^\/subscriptions\/([^/]+)/i.exec(scope)?.[1]?.toLowerCase();
  return subscriptions.find((one) => one.subscriptionId.toLowerCase() === id)?.displayName ?? id;
}
