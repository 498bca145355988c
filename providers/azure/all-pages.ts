import { z } from 'zod';
import { fitAnswer } from '../fit-answer.ts';
import { followPages } from '../follow-pages.ts';
import { sendToAzure, type AzureSetup } from './azure-http.ts';

const page = z.object({ value: z.array(z.unknown()), nextLink: z.string().nullish() });

/**
 * Every row of a list. Not by Microsoft's client, which takes an answer without a list for an empty list.
 * @param path with its query
 */
export function allPages<T>(path: string, row: z.ZodType<T>, setup: AzureSetup): Promise<readonly T[]> {
  const call = { system: 'azure', operation: `GET ${/\w+(?=\?)/.exec(path)?.[0] ?? path}` } as const;
  return followPages(`${setup.baseUrl}${path}`, call, async (url) => {
    const { body } = await sendToAzure(setup, { method: 'GET', url });
    const found = fitAnswer(page, body, call);
    return { rows: fitAnswer(z.array(row), found.value, call), next: found.nextLink || undefined };
  });
}
