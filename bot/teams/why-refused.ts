/**
 * Why the adapter let nobody in, as one of our own words: its own, which quote what came, stay in the house. In the order
 * in which they are asked; whatever else it says is `token`.
 */
const reasons: readonly (readonly [says: RegExp, why: string])[] = [
  [/expired/i, 'expired'],
  [/not active/i, 'not-yet-valid'],
  [/signature|signing key|algorithm/i, 'signature'],
  [/not the connector/i, 'issuer'],
  [/appid|audience/i, 'audience'],
  [/serviceurl/i, 'service'],
  [/endorse/i, 'channel'],
];

export function whyRefused(said: unknown): string {
  const text = typeof said === 'string' ? said : '';
  return reasons.find(([says]) => says.test(text))?.[1] ?? 'token';
}
