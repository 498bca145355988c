import { guid } from '../leaver.ts';
import { ProviderError } from '../provider-error.ts';
import type { Graph } from '../systems.ts';

/** Links a directory object (as member, as owner). "Already so" is success. */
export async function addReference(graph: Graph, path: string, id: string): Promise<void> {
  try {
    await graph.post(path, {
      '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${guid.parse(id)}`,
    });
  } catch (error) {
    if (!saysAlreadySo(error)) throw error;
  }
}

/** Graph answers 400 "One or more added object references already exist for the following modified properties". */
function saysAlreadySo(error: unknown): boolean {
  return (
    error instanceof ProviderError &&
    error.failure.status === 400 &&
    /already exist/i.test(error.failure.message)
  );
}
