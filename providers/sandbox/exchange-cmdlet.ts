import { z } from 'zod';
import type { Permission } from '../permission.ts';
import type { Company } from './company.ts';
import { exchangeDn } from './exchange-state.ts';
import type { GraphGroup } from './graph-things.ts';
import { people, type ContosoPerson } from './people.ts';

export const envelope = z.object({
  CmdletInput: z.object({ CmdletName: z.string(), Parameters: z.record(z.string(), z.unknown()) }),
});

/** Name of the cmdlet a request is about; empty when it is none. */
export function cmdletIn(body: unknown): string {
  const parsed = envelope.safeParse(body);
  return parsed.success ? parsed.data.CmdletInput.CmdletName : '';
}

export type Parameters = Readonly<Record<string, unknown>>;

export interface CmdletResult {
  readonly rows?: readonly object[];
  readonly warnings?: readonly string[];
}

export interface Cmdlet {
  /** Management roles the caller needs: one of each list. */
  roles(parameters: Parameters): readonly (readonly Permission[])[];
  /** @throws Refusal */
  run(parameters: Parameters, company: Company): CmdletResult;
}

/** A cmdlet's error: the .NET exception behind it, and its words. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly exception: string;

  constructor(exception: string, message: string) {
    super(message);
    this.exception = exception;
  }
}

const tasks = 'Microsoft.Exchange.Configuration.Tasks';

function notFound(identity: unknown): Refusal {
  const text = `The operation couldn't be performed because object '${String(identity)}' couldn't be found on 'EURPR01A001DC01'.`;
  return new Refusal(`${tasks}.ManagementObjectNotFoundException`, text);
}

/** Anybody in the company: Exchange knows people without a mailbox as plain users. */
export function userOf(identity: unknown): ContosoPerson {
  return only(identity, people.filter(isMeant(identity)));
}

function isMeant(identity: unknown): (person: ContosoPerson) => boolean {
  const text = String(identity).toLowerCase();
  return ({ id, upn, key, name }) =>
    [id, upn, key, name, exchangeDn(key)].some((one) => one.toLowerCase() === text);
}

export function mailboxOf(identity: unknown, { exchange }: Company) {
  const mine = new Set(people.filter(isMeant(identity)).map((one) => one.id));
  const found = exchange.mailboxes.filter((one) => mine.has(one.id) || one.guid === identity);
  return only(identity, found);
}

/** Distribution lists and mail-enabled security groups; dynamic ones are another kind of object. */
export function mailGroupsOf({ graph }: Company): readonly GraphGroup[] {
  return graph.groups.filter((group) => group.mailEnabled && group.groupTypes.length === 0);
}

export function mailGroupOf(identity: unknown, company: Company): GraphGroup {
  const text = String(identity).toLowerCase();
  const isIt = ({ id, mail, displayName }: GraphGroup): boolean =>
    [id, mail, displayName].some((one) => one?.toLowerCase() === text);
  return only(identity, mailGroupsOf(company).filter(isIt));
}

function only<T>(identity: unknown, found: readonly T[]): T {
  const [first, ...others] = found;
  if (first === undefined) throw notFound(identity);
  if (others.length === 0) return first;
  const text = `The operation couldn't be performed because '${String(identity)}' matches multiple entries.`;
  throw new Refusal(`${tasks}.ManagementObjectAmbiguousException`, text);
}
