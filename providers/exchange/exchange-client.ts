import { z } from 'zod';
import { fitAnswer, unreadable } from '../fit-answer.ts';
import { followPages } from '../follow-pages.ts';
import type { Answer, Send } from '../http.ts';
import type { CmdletParameters, Exchange } from '../systems.ts';
import { cmdletError } from './cmdlet-error.ts';

export interface ExchangeSetup {
  /** `https://outlook.office365.com`, a national cloud, or the sandbox; no path. */
  readonly baseUrl: string;
  readonly send: Send;
  readonly tenantId: string;
  /** Audience of the token when it is not the public cloud's. */
  readonly audience?: string;
  /** Rows a page. */
  readonly pageSize?: number;
}

interface Invocation {
  readonly cmdlet: string;
  readonly parameters: CmdletParameters;
  readonly anchor: string | null;
}

interface CmdletAnswer {
  /** `null` when the answer had no list at all. */
  readonly rows: readonly unknown[] | null;
  readonly warnings: readonly string[];
  readonly nextLink: string | undefined;
}

const publicExchange = 'https://outlook.office365.com';

/**
 * Exchange Online through the address its own PowerShell module uses. Microsoft documents no other one that can
 * convert, forward or change a distribution list.
 */
export function createExchange(setup: ExchangeSetup): Exchange {
  return {
    async read(cmdlet, parameters, schema, anchor) {
      const rows = await allRows({ cmdlet, parameters, anchor }, setup);
      return fitAnswer(z.array(schema), rows, callOf(cmdlet));
    },
    async run(cmdlet, parameters, anchor) {
      const { warnings } = await invoke(addressOf(setup), { cmdlet, parameters, anchor }, setup);
      return warnings;
    },
  };
}

/** The next page is the same POST at the address the answer names. */
function allRows(invocation: Invocation, setup: ExchangeSetup): Promise<readonly unknown[]> {
  const call = callOf(invocation.cmdlet);
  return followPages(addressOf(setup), call, async (address) => {
    if (new URL(address).origin !== new URL(setup.baseUrl).origin)
      throw unreadable(call, 'the next page is at another address');
    const answer = await invoke(address, invocation, setup);
    return { rows: wholeRows(answer, invocation), next: answer.nextLink };
  });
}

/** An answer without a list is not an empty one; and long lists are cut off with nothing but a warning. */
function wholeRows({ rows, warnings }: CmdletAnswer, { cmdlet }: Invocation): readonly unknown[] {
  if (rows === null) throw unreadable(callOf(cmdlet), 'the answer holds no list');
  const isCut = warnings.some((warning) => /more results (are )?available/i.test(warning));
  if (isCut) throw unreadable(callOf(cmdlet), 'Exchange did not list everything');
  return rows;
}

const answer = z.object({
  value: z.array(z.unknown()).nullish(),
  '@adminapi.warnings': z.array(z.string()).nullish(),
  '@odata.nextLink': z.string().nullish(),
});

async function invoke(url: string, invocation: Invocation, setup: ExchangeSetup): Promise<CmdletAnswer> {
  const { body } = await post(url, invocation, setup);
  // A cmdlet without output may answer with nothing at all.
  const found = fitAnswer(answer, body ?? {}, callOf(invocation.cmdlet));
  return {
    rows: found.value === undefined ? null : (found.value ?? []),
    warnings: found['@adminapi.warnings'] ?? [],
    nextLink: found['@odata.nextLink'] ?? undefined,
  };
}

async function post(url: string, invocation: Invocation, setup: ExchangeSetup): Promise<Answer> {
  const { cmdlet, parameters, anchor } = invocation;
  const { send, tenantId, audience = publicExchange, pageSize = 1000 } = setup;
  try {
    return await send({
      method: 'POST',
      url,
      scope: `${audience}/.default`,
      operation: cmdlet,
      headers: {
        'x-anchormailbox': anchor ?? organisationAnchor(tenantId),
        prefer: `odata.maxpagesize=${pageSize}`,
      },
      body: { CmdletInput: { CmdletName: cmdlet, Parameters: parameters } },
      idempotent: isSafeToRepeat(cmdlet),
      // Exchange answers parallel calls about one mailbox with errors.
      ...(anchor !== null && { queue: anchor.toLowerCase() }),
    });
  } catch (error) {
    throw cmdletError(error, cmdlet);
  }
}

/** These describe how things shall be; when they already are, Exchange says so and changes nothing. */
function isSafeToRepeat(cmdlet: string): boolean {
  return /^(Get|Set|Add|Remove)-/.test(cmdlet);
}

/** The mailbox every tenant has: where requests about the whole organisation are sent. */
function organisationAnchor(tenantId: string): string {
  return `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${tenantId}`;
}

function addressOf({ baseUrl, tenantId }: ExchangeSetup): string {
  return `${baseUrl}/adminapi/beta/${tenantId}/InvokeCommand`;
}

function callOf(operation: string) {
  return { system: 'exchange', operation } as const;
}
