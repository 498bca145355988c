import { z } from 'zod';

/** An Entra object id. Graph paths take nothing else: a raw UPN with `#` in a path has deleted people. */
export const guid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'not an object id');

/** Somebody in the company, as Entra knows them. */
export const person = z.object({
  id: guid,
  upn: z.string(),
  name: z.string(),
});
export type Person = z.infer<typeof person>;

/** The person's account in on-premises Active Directory, matched by GUID and SID, never by name. */
export const directoryAccount = z.object({
  /** objectGUID in its usual text form; survives a move, unlike the DN. */
  guid,
  sid: z.string(),
  /** For people to read; every operation addresses the account by `guid`. */
  dn: z.string(),
  accountName: z.string(),
});

/** The person leaving: everything actions may know about who they are. Written to the log when the case opens. */
export const leaver = person.extend({
  mail: z.string().nullable(),
  /** True when Active Directory is the source of this Entra user (`onPremisesSyncEnabled`). */
  synced: z.boolean(),
  directory: directoryAccount.nullable(),
  manager: person.nullable(),
});
export type Leaver = z.infer<typeof leaver>;
