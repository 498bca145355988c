import { z } from 'zod';

/** What people need to know about a setting beside its type. */
export interface SettingFacts {
  readonly section: Section;
  /** Meaning and unit, as one or two sentences. */
  readonly about: string;
  /** A value that would be accepted. */
  readonly example: string;
  /** The default as it would be written; absent when there is none. */
  readonly fallback?: string;
  /** When it must be given; absent when it never must. */
  readonly required?: string;
  /** Never printed, not even when wrong. */
  readonly secret?: true;
}

export const sections = [
  'Server',
  'Bot registration',
  'Log',
  'Microsoft 365 and Azure',
  'Active Directory',
  'People',
  'Approvals',
  'Work',
  'Reports',
  'App package',
] as const;
type Section = (typeof sections)[number];

/** Facts of every setting, by its schema. */
export const settingFacts = z.registry<SettingFacts>();

/** A setting that may be left out. */
export function optional<S extends z.ZodType>(schema: S, facts: SettingFacts): z.ZodOptional<S> {
  return known(schema.optional(), facts);
}

/** A setting that must always be given. */
export function required<S extends z.ZodType>(schema: S, facts: SettingFacts): z.ZodOptional<S> {
  return optional(schema, { ...facts, required: 'always' });
}

/** A setting with a default, which is written and checked as a person would write it. */
export function withDefault<S extends z.ZodType<unknown, string>>(
  schema: S,
  facts: SettingFacts & { readonly fallback: string },
): z.ZodPrefault<S> {
  const written = facts.fallback as z.input<S>;
  return known(
    z.prefault(schema, () => written),
    facts,
  );
}

function known<S extends z.ZodType>(schema: S, facts: SettingFacts): S {
  settingFacts.add(schema, facts);
  return schema;
}
