import type { Environment } from './given.ts';
import { settingNames, type SettingName } from './settings.ts';

/** A variable that is no setting and looks as if somebody took it for one. Its value is nobody's business. */
export interface StrangeName {
  readonly name: string;
  /** The setting of nearly that name; absent when none is near. */
  readonly meant?: SettingName;
}

/** What no other program's variables begin with, as far as we know. */
const ownPrefixes = /^(?:APPROVAL_|LDAP_|MONGODB_|CHECKPOINT_|OPERATORS_|AUDITORS_|TEAMS_APP_|MicrosoftApp)/;
/** Kubernetes tells every process of every service it runs, among them one called mongodb. */
const ofKubernetes = /_SERVICE_|_PORT(?:_|$)/;
const speakable = /^[A-Za-z][A-Za-z0-9_.-]{0,99}$/;

/** Names that would be passed over in silence: near to a setting that is not given, or with a beginning of ours. */
export function strangeNames(environment: Environment): readonly StrangeName[] {
  const missing = settingNames.filter((name) => !environment[name]?.trim());
  const known = new Set<string>(settingNames);
  return Object.keys(environment)
    .filter((name) => !known.has(name) && speakable.test(name))
    .toSorted()
    .flatMap((name) => {
      const meant = missing.find((one) => isNear(bare(name), bare(one)));
      if (meant !== undefined) return [{ name, meant }];
      return ownPrefixes.test(name) && !ofKubernetes.test(name) ? [{ name }] : [];
    });
}

/** `MONGO_URI is not a setting; did you mean MONGODB_URI?` */
export function strangeNameWords({ name, meant }: StrangeName): string {
  return `${name} is not a setting${meant === undefined ? '' : `; did you mean ${meant}?`}`;
}

function bare(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}

/** At most one letter in five is another, and of a short name one: `MONGO_URI` is near to `MONGODB_URI`, `TERM` to nothing. */
function isNear(name: string, other: string): boolean {
  const length = Math.max(name.length, other.length);
  return length >= 7 && distance(name, other) <= Math.floor(length / 5);
}

/** How many letters must be added, taken away or changed (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, place) => place);
  for (const [line, letter] of from.split('').entries()) {
    const next = [line + 1];
    for (const [place, other] of to.split('').entries()) {
      const changed = (row[place] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
