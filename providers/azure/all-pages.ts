import { z } from 'zod';
import { fitAnswer, unreadable } from '../fit-answer.ts';
import { sendToAzure, type AzureSetup } from './azure-http.ts';

const page = z.object({ value: z.array(z.unknown()), nextLink: z.string().nullish() });

/**
 * Every row of a list. Not by Microsoft's client, which takes an answer without a list for an empty list.
 * @param path with its query
 */
export async function allPages<T>(path: string, row: z.ZodType<T>, setup: AzureSetup): Promise<readonly T[]> {
  const call = { system: 'azure', operation: `GET ${/\w+(?=\?)/.exec(path)?.[0] ?? path}` } as const;
  const rows: T[] = [];
  const seen = new Set<string>();
  let next: string | undefined = `${setup.baseUrl}${path}`;
  while (next !== undefined) {
    if (seen.has(next)) throw unreadable(call, 'the same page was named twice');
    seen.add(next);
    const { body } = await sendToAzure(setup, { method: 'GET', url: next });
    const found: z.infer<typeof page> = fitAnswer(page, body, call);
    rows.push(...fitAnswer(z.array(row), found.value, call));
    next = found.nextLink || undefined;
  }
  return rows;
}
