import type { BotIdentity } from '../settings/bot-config.ts';
import type { Roles } from '../settings/roles-config.ts';

/** How the bot stands in Teams. */
export interface TeamsSettings {
  /** `null` in the sandbox and nowhere else: then no token is asked for, of nobody. */
  readonly identity: BotIdentity | null;
  /** The one tenant whose activities are looked at. */
  readonly tenant: string;
  readonly roles: Roles;
  /** `id` of our app manifest: finds the app in the company's catalogue when it must be installed for somebody. */
  readonly teamsAppId: string;
  /** Must be given when there is no identity, so that a lost setting is never a bot that is open to all. */
  readonly sandbox?: { readonly people: readonly SandboxPerson[] };
}

/** Microsoft's Playground does not find people by directory id, so the sandbox tells how each is called there. */
export interface SandboxPerson {
  readonly aadObjectId: string;
  /** The user id in the Playground's configuration, `29:meganb`. */
  readonly userId: string;
  /** Where that person's window listens, `http://localhost:56150/_connector`; absent when nobody has one. */
  readonly serviceUrl?: string;
  /** That window's chat with the bot, where it is known beforehand. */
  readonly conversationId?: string;
}
