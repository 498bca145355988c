import { z } from 'zod';

/**
 * The rules of Teams' manifest schema 1.24 for the parts we use, and what that schema does not check: icons at the
 * root, a host name that is one.
 * https://developer.microsoft.com/json-schemas/teams/v1.24/MicrosoftTeams.schema.json
 */
const guid = z.guid();
const httpsUrl = z.url({ protocol: /^https$/ }).max(2048);
const scope = z.enum(['personal', 'team', 'groupChat']);

const command = z.strictObject({
  title: z.string().min(1).max(128),
  description: z.string().min(1).max(4000),
});

const bot = z.strictObject({
  botId: guid,
  scopes: z.array(scope).min(1),
  supportsFiles: z.boolean(),
  isNotificationOnly: z.boolean(),
  commandLists: z
    .array(z.strictObject({ scopes: z.array(scope).min(1), commands: z.array(command).min(1).max(12) }))
    .max(3),
});

/** The chat with the bot is a tab as well, by a name Teams keeps for it; only its place among the others is ours to say. */
const chatTab = z.strictObject({
  entityId: z.literal('conversations'),
  scopes: z.tuple([z.literal('personal')]),
});

const staticTab = z.strictObject({
  entityId: z.string().min(1).max(64),
  name: z.string().min(1).max(128),
  contentUrl: httpsUrl,
  websiteUrl: httpsUrl,
  scopes: z.tuple([z.literal('personal')]),
});

/** A tab in a channel or a chat: Teams shows this page when somebody adds it. */
const configurableTab = z.strictObject({
  configurationUrl: httpsUrl,
  canUpdateConfiguration: z.boolean(),
  scopes: z.array(z.enum(['team', 'groupChat'])).min(1),
});

export const manifestSchema = z.strictObject({
  $schema: z.literal('https://developer.microsoft.com/json-schemas/teams/v1.24/MicrosoftTeams.schema.json'),
  manifestVersion: z.literal('1.24'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  id: guid,
  developer: z.strictObject({
    name: z.string().min(1).max(32),
    websiteUrl: httpsUrl,
    privacyUrl: httpsUrl,
    termsOfUseUrl: httpsUrl,
  }),
  name: z.strictObject({ short: z.string().min(1).max(30), full: z.string().max(100) }),
  description: z.strictObject({ short: z.string().min(1).max(80), full: z.string().min(1).max(4000) }),
  icons: z.strictObject({ color: z.literal('color.png'), outline: z.literal('outline.png') }),
  accentColor: z.string().regex(/^#[0-9A-Fa-f]{6}$/),
  defaultInstallScope: scope,
  bots: z.array(bot).length(1),
  staticTabs: z.array(z.union([chatTab, staticTab])).max(16),
  configurableTabs: z.array(configurableTab).max(1),
  permissions: z.array(z.enum(['identity', 'messageTeamMembers'])),
  validDomains: z.array(z.hostname()).min(1).max(16),
  webApplicationInfo: z.strictObject({
    id: guid,
    resource: z.string().regex(/^api:\/\/[a-z0-9.-]+\/(botid-)?[0-9a-f-]{36}$/),
  }),
});

export type Manifest = z.infer<typeof manifestSchema>;
