import { z } from 'zod';
import { fitAnswer } from '../fit-answer.ts';
import type { Send } from '../http.ts';
import { ProviderError } from '../provider-error.ts';
import type { Directory } from '../systems.ts';
import { contoso } from './people.ts';

export interface SandboxDirectorySetup {
  /** The sandbox's cloud: `http://127.0.0.1:3980`. */
  readonly baseUrl: string;
  /** A sender for the system `active-directory`. */
  readonly send: Send;
}

const entry = z.object({
  dn: z.string(),
  guid: z.string(),
  attributes: z.record(z.string(), z.array(z.string())),
});

/** The same operations and failures as a domain controller over LDAPS, on the make-believe company. */
export function sandboxDirectory(setup: SandboxDirectorySetup): Directory {
  async function ask<T>(operation: string, body: unknown, schema: z.ZodType<T>): Promise<T> {
    return fitAnswer(schema, await call(setup, operation, body), { system: 'active-directory', operation });
  }
  async function tell(operation: string, body: unknown): Promise<void> {
    await call(setup, operation, body);
  }
  return {
    disabledOu: contoso.disabledOu,
    read: (guid, attributes) => ask('read', { guid, attributes }, entry),
    readDn: (dn, attributes) => ask('read-dn', { dn, attributes }, entry),
    findUsers: (text, attributes) => ask('find-users', { text: text.trim(), attributes }, z.array(entry)),
    groupSids: (guid) => ask('group-sids', { guid }, z.array(z.string())),
    ownSids: () => ask('own-sids', {}, z.array(z.string())),
    replace: (guid, attribute, values) => tell(`replace/${encodeURIComponent(attribute)}`, { guid, values }),
    addMember: (group, member) => tell('add-member', { group, member }),
    removeMember: (group, member) => tell('remove-member', { group, member }),
    move: (guid, parentDn) => tell('move', { guid, parentDn }),
  };
}

async function call(
  { baseUrl, send }: SandboxDirectorySetup,
  operation: string,
  body: unknown,
): Promise<unknown> {
  try {
    const answer = await send({
      method: 'POST',
      url: `${baseUrl}/_directory/${operation}`,
      scope: `${baseUrl}/.default`,
      operation,
      body,
      // Every operation of a directory leads to a state, so a repeat changes nothing.
      idempotent: true,
    });
    return answer.body;
  } catch (error) {
    throw error instanceof ProviderError ? asLdap(error) : error;
  }
}

/** `32/0000208D` says that the object is not there, however it came over the wire. */
function asLdap(error: ProviderError): ProviderError {
  if (!error.failure.code.startsWith('32/')) return error;
  return new ProviderError({ ...error.failure, absent: true }, { cause: error });
}
