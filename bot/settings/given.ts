import { settingFacts } from './setting-facts.ts';
import { settingNames, settings, type SettingName, type Settings } from './settings.ts';

/** One thing wrong with the settings, for the person who must repair it. */
export interface Problem {
  readonly name: SettingName;
  readonly wrong: string;
  readonly example: string;
}

/** The settings as far as they could be read, and everything found wrong so far. */
export interface Given {
  readonly values: Partial<Settings>;
  readonly problems: readonly Problem[];
  /** The value; `null` when it is missing or was wrong, which is then among the problems. */
  need<N extends SettingName>(name: N, because?: string): NonNullable<Settings[N]> | null;
  refuse(name: SettingName, wrong: string): null;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads each setting by itself, so that one wrong value does not hide another. Blank means not given. */
export function readGiven(environment: Environment): Given {
  const problems: Problem[] = [];
  const values: Record<string, unknown> = {};
  const refuse = (name: SettingName, wrong: string): null => {
    const known = problems.some((problem) => problem.name === name);
    if (!known) problems.push({ name, wrong, example: exampleOf(name) });
    return null;
  };
  for (const name of settingNames) {
    const read = settings.shape[name].safeParse(environment[name]?.trim() || undefined);
    if (read.success) values[name] = read.data;
    else refuse(name, read.error.issues[0]?.message ?? 'is wrong');
  }
  const given = values as Partial<Settings>;
  return {
    values: given,
    problems,
    refuse,
    need: (name, because) => given[name] ?? refuse(name, missing(because)),
  };
}

function missing(because?: string): string {
  return because === undefined ? 'is missing' : `is missing: ${because}`;
}

function exampleOf(name: SettingName): string {
  return settingFacts.get(settings.shape[name])?.example ?? '';
}
