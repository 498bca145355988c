import { unreadable } from '../fit-answer.ts';
import { ProviderError } from '../provider-error.ts';

/** Lets our own errors through; what Microsoft's client makes of an odd answer becomes one of them. */
export async function understood<T>(operation: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw unreadable({ system: 'azure', operation }, 'the answer does not fit');
  }
}
