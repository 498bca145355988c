import type { ApprovalSettings } from './approvals/settings.ts';
import type { GuardSettings } from './policy/guard-settings.ts';
import type { RetentionSettings } from './policy/may-erase.ts';
import type { Timing } from './workflow/world.ts';
import { Secret } from './secret.ts';
import { approvalConfig } from './settings/approval-config.ts';
import { botConfig, type BotIdentity } from './settings/bot-config.ts';
import { cloudConfig, type CloudConfig } from './settings/cloud-config.ts';
import { directoryConfig, type DirectoryConfig } from './settings/directory-config.ts';
import { readGiven, type Environment, type Problem } from './settings/given.ts';
import { rolesConfig, type Roles } from './settings/roles-config.ts';
import { anchorConfig, type AnchorConfig } from './settings/anchor-config.ts';
import { settingFacts } from './settings/setting-facts.ts';
import { settingNames, settings, type Settings } from './settings/settings.ts';
import { storeConfig, type StoreConfig } from './settings/store-config.ts';
import { heldUpWaitsMs } from './workflow/approve/held-up.ts';
import { spreadMs } from './workflow/run/spread.ts';

/** Everything the settings say, checked and in the shape the parts need. */
export interface Config {
  readonly listen: { readonly host: string; readonly port: number };
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  readonly bot: BotIdentity;
  readonly store: StoreConfig;
  /** Key and copies of the log's checkpoints. */
  readonly checkpointFolder: string;
  /** Further places that are told of checkpoints. */
  readonly anchors: AnchorConfig;
  readonly cloud: CloudConfig;
  /** `null`: there is no on-premises Active Directory. */
  readonly directory: DirectoryConfig | null;
  readonly roles: Roles;
  readonly guards: GuardSettings;
  readonly retention: RetentionSettings;
  readonly approvals: ApprovalSettings;
  readonly timing: Timing;
  readonly reports: { readonly targetMinutes: number; readonly tabUrl?: string };
  /** Id in the Teams app manifest. */
  readonly teamsAppId: string;
  /** Application whose API the History tab's tokens are for. */
  readonly tabClientId: string;
  /** Values that must not be written anywhere. */
  readonly secrets: readonly Secret[];
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Finds all problems at once. `canRead` says whether a file that a setting names is there. */
export function readConfig(environment: Environment, canRead: (path: string) => boolean): ConfigResult {
  const given = readGiven(environment);
  const bot = botConfig(given);
  const store = storeConfig(given);
  const cloud = cloudConfig(given, canRead);
  const directory = directoryConfig(given, canRead);
  const roles = rolesConfig(given);
  if (given.problems.length > 0 || !bot || !store || !cloud || !roles) {
    return { ok: false, problems: inReadingOrder(given.problems) };
  }
  // Without a problem, every setting has been read.
  const values = given.values as Settings;
  return { ok: true, config: { ...plainParts(values), bot, store, cloud, directory, roles } };
}

function inReadingOrder(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => settingNames.indexOf(a.name) - settingNames.indexOf(b.name));
}

function plainParts(values: Settings) {
  return {
    listen: { host: values.LISTEN_HOST, port: values.PORT },
    logLevel: values.LOG_LEVEL,
    checkpointFolder: values.CHECKPOINT_FOLDER,
    anchors: anchorConfig(values),
    guards: { neverTouch: neverTouch(values), casesPerHour: values.CASES_PER_HOUR },
    retention: { years: values.RETENTION_YEARS },
    approvals: approvalConfig(values),
    timing: {
      holdMs: values.HOLD_SECONDS * 1000,
      verifyWaitsMs: values.VERIFY_WAITS.map((seconds) => seconds * 1000),
      heldUpWaitsMs,
      spreadMs,
      attempts: values.CHANGE_ATTEMPTS,
    },
    reports: {
      targetMinutes: values.ACCESS_END_MINUTES,
      ...(values.TAB_URL === undefined ? {} : { tabUrl: values.TAB_URL }),
    },
    teamsAppId: values.TEAMS_APP_EXTERNAL_ID ?? values.MicrosoftAppId ?? '',
    tabClientId: values.TAB_CLIENT_ID ?? values.MicrosoftAppId ?? '',
    secrets: secretsOf(values),
  };
}

/** The listed accounts, and the one the bot itself signs in to Active Directory with. */
function neverTouch({ BREAK_GLASS = [], LDAP_BIND_DN }: Settings): readonly string[] {
  return LDAP_BIND_DN === undefined ? BREAK_GLASS : [...BREAK_GLASS, LDAP_BIND_DN];
}

function secretsOf(values: Settings): Secret[] {
  const secret = settingNames.filter((name) => settingFacts.get(settings.shape[name])?.secret);
  return [...secret.map((name) => values[name]), ...passwordIn(values.MONGODB_URI ?? '')]
    .filter((value) => typeof value === 'string')
    .map((value) => new Secret(value));
}

/** As it stands in the address, and as it is. No URL: it may name several hosts. */
function passwordIn(mongoUri: string): string[] {
  const password = /^[^/]*\/\/[^:@/]*:([^@]*)@/.exec(mongoUri)?.[1] ?? '';
  if (password === '') return [];
  try {
    return [...new Set([password, decodeURIComponent(password)])];
  } catch {
    return [password];
  }
}
