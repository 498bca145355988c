import { ProviderError } from '#providers/provider-error.ts';
import { LogDamaged, StoreDown } from '#storage/log-store.ts';
import type { Refusal } from '../../policy/refusal.ts';
import { unreadableSystem } from './unreadable-system.ts';

/** What broke, as a refusal people can read; `null` for a fault of our own, which is nobody's business. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof LogDamaged) return { code: 'store-down', facts: { entry: error.entry } };
  if (error instanceof StoreDown) return { code: 'store-down', facts: {} };
  if (!(error instanceof ProviderError)) return null;
  const answer = unreadableSystem(error);
  return answer.ok ? null : answer.refusal;
}
