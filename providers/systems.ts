import type { z } from 'zod';

/** The clients actions speak to. In the sandbox only base addresses and credentials differ. */
export interface Systems {
  /** `null` when the company has no on-premises Active Directory (settings). */
  readonly directory: Directory | null;
  readonly graph: Graph;
  readonly exchange: Exchange;
  readonly sharePoint: SharePoint;
  readonly azure: Azure;
}

/**
 * Microsoft Graph v1.0. Paths are made with `graphPath`, which takes object ids only.
 * Every method throws ProviderError; an answer that does not fit `schema` is `unreadable`.
 */
export interface Graph {
  get<T>(path: string, schema: z.ZodType<T>): Promise<T>;
  /** All pages. A page that fails, or a nextLink seen before, is an error, never the end of the list. */
  list<T>(
    path: string,
    schema: z.ZodType<T>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<readonly T[]>;
  /** Answers 2xx with or without a body. Never sent twice unless the server said it was not processed. */
  post(path: string, body?: unknown): Promise<unknown>;
  patch(path: string, body: unknown): Promise<void>;
  /** Absent already counts as deleted. */
  delete(path: string): Promise<void>;
}

/** Exchange Online through the admin API's InvokeCommand: a cmdlet and its parameters. */
export interface Exchange {
  /** Reads, all pages. `anchor`: UPN of the mailbox concerned, or `null` for the whole organisation. */
  read<T>(
    cmdlet: string,
    parameters: CmdletParameters,
    schema: z.ZodType<T>,
    anchor: string | null,
  ): Promise<readonly T[]>;
  /** Changes something. Returns the warnings, in which Exchange says "already so". */
  run(cmdlet: string, parameters: CmdletParameters, anchor: string | null): Promise<readonly string[]>;
}
export type CmdletParameters = Readonly<Record<string, unknown>>;

/** SharePoint REST on one site. */
export interface SharePoint {
  get<T>(siteUrl: string, path: string, schema: z.ZodType<T>): Promise<T>;
  post(siteUrl: string, path: string, body: unknown): Promise<unknown>;
  /** `X-HTTP-Method: MERGE` with `IF-MATCH: *`. */
  merge(siteUrl: string, path: string, body: unknown): Promise<void>;
}

/** Azure role assignments, direct ones of one principal, at every scope the bot can see. */
export interface Azure {
  listRoleAssignments(principalId: string): Promise<readonly RoleAssignment[]>;
  /** Creates under the same name (GUID): repeating changes nothing. */
  createRoleAssignment(assignment: RoleAssignment): Promise<void>;
  deleteRoleAssignment(id: string): Promise<void>;
}

/** https://learn.microsoft.com/rest/api/authorization/role-assignments, api-version 2022-04-01 (earlier ones lose conditions). */
export interface RoleAssignment {
  readonly id: string;
  /** The assignment's GUID. */
  readonly name: string;
  readonly scope: string;
  readonly roleDefinitionId: string;
  readonly principalId: string;
  /** For people to read: `Contributor`. Not part of what is created. */
  readonly roleName: string;
  /** For people to read: `resource group rg-reports in Contoso Analytics`. Not part of what is created. */
  readonly scopeName: string;
  readonly condition: string | null;
  readonly conditionVersion: string | null;
  readonly description: string | null;
}

/** Attribute values: always arrays; SIDs and objectGUID in their usual text form, all other bytes as base64. */
export type DirectoryEntry = {
  readonly dn: string;
  /** objectGUID in text form. */
  readonly guid: string;
  /** Names in the caller's spelling; an attribute that is not set is an empty array. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
};

/** The few operations of Active Directory the product needs. Objects are addressed by objectGUID: a DN dies with a move. */
export interface Directory {
  /** One object; range-limited attributes are read to their end. @throws ProviderError with `absent` */
  read(guid: string, attributes: readonly string[]): Promise<DirectoryEntry>;
  /** The object at a DN (an OU from the settings, a group from `memberOf`), or at `<SID=…>`. */
  readDn(dn: string, attributes: readonly string[]): Promise<DirectoryEntry>;
  /**
   * User accounts whose sAMAccountName, UPN, mail, proxy address or display name is `text`, or which it names as
   * `DOMAIN\\name`. Escapes by itself.
   */
  findUsers(text: string, attributes: readonly string[]): Promise<readonly DirectoryEntry[]>;
  replace(guid: string, attribute: string, values: readonly string[]): Promise<void>;
  /** Adds or removes one direct member; "already so" is success. */
  addMember(groupGuid: string, memberGuid: string): Promise<void>;
  removeMember(groupGuid: string, memberGuid: string): Promise<void>;
  /** Moves below another parent, keeping the RDN. */
  move(guid: string, parentDn: string): Promise<void>;
  /** SIDs of all groups the account is in, nested and primary ones too (tokenGroups). */
  groupSids(guid: string): Promise<readonly string[]>;
  /** SIDs of the account the bot itself logs on with, and of its groups; never empty. */
  ownSids(): Promise<readonly string[]>;
  /** Settings of this directory that actions need. */
  readonly disabledOu: string;
}
