import { z } from 'zod';
import { json } from './json.ts';

/** How an act ended. Only what was read back is `verified`. */
export const results = ['verified', 'applied', 'failed', 'skipped', 'unknown', 'undone', 'refused'] as const;
export type Result = (typeof results)[number];

/** The human under whose order something happened. */
export const actor = z.object({
  /** Entra object id (`aadObjectId` in Teams). */
  id: z.string(),
  /** Display name at that time. */
  name: z.string(),
});
export type Actor = z.infer<typeof actor>;

/** What a system answered when it refused or failed. */
export const loggedError = z.object({
  system: z.string(),
  operation: z.string(),
  code: z.string(),
  message: z.string(),
  status: z.number().int().optional(),
  requestId: z.string().optional(),
});
export type LoggedError = z.infer<typeof loggedError>;

/** What the writer knows; position, time and chain are added by `seal`. */
export const draft = z.object({
  /** What kind of act this is: `opened`, `planned`, `approved`, `intent`, `outcome`, … */
  phase: z.string(),
  actor,
  leaver: z.object({ id: z.string(), upn: z.string(), name: z.string() }).optional(),
  step: z.string().optional(),
  action: z.string().optional(),
  /** Key of the change inside its action. */
  change: z.string().optional(),
  result: z.enum(results).optional(),
  /** Why, in words for people. */
  reason: z.string().optional(),
  error: loggedError.optional(),
  /** What only this phase carries. */
  data: json.optional(),
});
export type Draft = z.infer<typeof draft>;

/** Everything an entry says, once it is opened. */
export const body = draft.extend({
  /** 1: everything stands in the clear. 2: what names or describes the leaver is sealed under their key. */
  v: z.literal([1, 2]),
  tenant: z.string(),
  caseId: z.string(),
  /** Position in the case, from 1. */
  seq: z.number().int().positive(),
  /** UTC with milliseconds: `2026-11-23T14:05:09.123Z`. Order comes from `seq`, not from here. */
  at: z.iso.datetime({ precision: 3 }),
  /** Who wrote it: process instance, product version, and the epoch under which it held the case (0 = not holding). */
  by: z.object({ instance: z.string(), version: z.string(), epoch: z.number().int().nonnegative() }),
  /** `hash` of the entry before; 64 zeros for the first. */
  prev: z.string().regex(/^[0-9a-f]{64}$/),
  /** Random id of the leaver's key: says nothing about anybody once the key is gone. */
  subject: z.string().min(1).optional(),
  /** Names action and change to whoever cannot open them, so that an intent finds its outcome. */
  mark: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  /** Everything of the draft that is not in the clear; base64 of nonce, ciphertext and tag (AES-256-GCM). */
  sealed: z
    .base64()
    .refine((text) => text.length >= 40)
    .optional(),
});
export type Body = z.infer<typeof body>;

/** What `raw` says: of a sealed entry only what stands in the clear. */
export const written = body
  .extend({ error: loggedError.partial({ operation: true, message: true }).optional() })
  .refine(
    ({ v, subject, mark, sealed }) => v === 2 || (subject ?? mark ?? sealed) === undefined,
    'version 1 seals nothing',
  )
  .refine(
    ({ sealed, subject, leaver, change, reason }) =>
      sealed === undefined || (subject !== undefined && (leaver ?? change ?? reason) === undefined),
    'what is sealed does not stand beside it',
  );
export type Written = z.infer<typeof written>;

/** One document of `OffboardingLog`. Everything but `_id`, `raw` and `hash` is a copy for queries; `raw` is the truth. */
export interface Entry extends Body {
  /** The key is gone: what was sealed can be read by nobody any more, and stands as `[erased]` or not at all. */
  readonly erased?: true;
  /** `<caseId>#<seq, six digits>`: unique, so a position can be written once. */
  readonly _id: string;
  /** Canonical JSON (RFC 8785) of the body. */
  readonly raw: string;
  /** SHA-256 of the bytes of `raw`, hex. */
  readonly hash: string;
}
