import type { Permission } from '../permission.ts';
import type { Company } from './company.ts';
import { changingCmdlets } from './exchange-changes.ts';
import { cmdletIn, envelope, Refusal, type Cmdlet, type CmdletResult } from './exchange-cmdlet.ts';
import { readingCmdlets } from './exchange-reads.ts';
import { refuse, refuseGenerally } from './refuse.ts';
import type { Route, SandboxAnswer, SandboxRequest } from './route.ts';

const cmdlets: Readonly<Record<string, Cmdlet>> = { ...readingCmdlets, ...changingCmdlets };

/** The one address of Exchange's admin API: a cmdlet and its parameters. */
export const exchangeRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/adminapi/beta/:tenant/InvokeCommand',
    anyOf: ['exchange/Exchange.ManageAsApp'],
    system: 'exchange',
    reads: (request) => /^Get-/i.test(cmdletIn(request.body)),
    handle: invoke,
  },
];

/** The token allows the address; the roles of the service principal allow the cmdlet and its parameters. */
function invoke(request: SandboxRequest, company: Company): SandboxAnswer {
  const parsed = envelope.safeParse(request.body);
  if (!parsed.success) return refuse('exchange', 400, 'BadRequest', 'CmdletInput is missing or malformed.');
  const { CmdletName, Parameters } = parsed.data.CmdletInput;
  const cmdlet = cmdlets[CmdletName];
  if (!cmdlet || !isAllowed(cmdlet, Parameters, request.granted))
    return refuseGenerally('exchange', 'forbidden');
  try {
    return page(cmdlet.run(Parameters, company), request);
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    throw error;
  }
}

function isAllowed(
  cmdlet: Cmdlet,
  parameters: Readonly<Record<string, unknown>>,
  granted: readonly Permission[],
): boolean {
  const needed = cmdlet.roles(parameters);
  return needed.every((anyOf) => anyOf.some((role) => granted.includes(role)));
}

/** As many rows as the caller wants at once; the rest at `@odata.nextLink`, by the same POST. */
function page({ rows = [], warnings = [] }: CmdletResult, request: SandboxRequest): SandboxAnswer {
  const size = Number(/odata\.maxpagesize=(\d+)/.exec(request.headers['prefer'] ?? '')?.[1] ?? 1000);
  const from = Number(request.query.get('$skiptoken') ?? 0);
  const more = from + size < rows.length;
  const tenant = request.params['tenant'] ?? '';
  const next = `${request.origin}/adminapi/beta/${tenant}/InvokeCommand?$skiptoken=${from + size}`;
  return {
    status: 200,
    body: {
      '@odata.context': `${request.origin}/adminapi/beta/${tenant}/$metadata#Collection(Exchange.GenericHashTable)`,
      '@adminapi.warnings': warnings,
      ...(more && { '@odata.nextLink': next }),
      value: rows.slice(from, from + size),
    },
  };
}

function refused({ exception, message }: Refusal): SandboxAnswer {
  const words = `Ex6F9304|${exception}|${message}`;
  const status = exception.endsWith('ManagementObjectNotFoundException') ? 404 : 400;
  return {
    status,
    body: {
      error: {
        code: status === 404 ? 'NotFound' : 'BadRequest',
        message: 'Error executing request. ',
        details: [{ code: 'Context', target: '', message: words }],
        innererror: { message: 'Error executing request. ', internalexception: { message: words } },
      },
    },
  };
}
