import { contoso, personOf } from '#providers/sandbox/people.ts';
import type { Company } from '#providers/sandbox/company.ts';

/** Somebody at Contoso as the directory knows them at the moment of the act. */
export interface Persona {
  readonly name: string;
  /** Entra object id, as Teams names it. */
  readonly id: string;
  /** What somebody else changed in the directory before. */
  readonly arrange?: (company: Company) => void;
}

/** Everybody who can reach the bot with a name of the company's directory. Guests never come so far. */
export const personas = {
  'Alex, operator, opened the case': someone('alexw'),
  'Isaiah, operator': someone('isaiahl'),
  'Megan, manager': someone('meganb'),
  'Adele, auditor': someone('adelev'),
  'Patti, no role': someone('pattif'),
  'John, the leaver': someone('jdoe'),
  'John, the leaver, still an operator': someone('jdoe', (company) => join(company, 'jdoe')),
  'John, the leaver, still an auditor': someone('jdoe', (company) =>
    join(company, 'jdoe', contoso.auditorsGroupId),
  ),
  'Isaiah, operator, disabled': someone('isaiahl', (company) => disable(company, 'isaiahl')),
  'Megan, manager, disabled': someone('meganb', (company) => disable(company, 'meganb')),
  'Alex, no operator any more': someone('alexw', (company) => leave(company, 'alexw')),
  'somebody the directory does not know': { name: 'Nobody', id: 'e0000000-0000-4000-8000-0000000000ff' },
} as const satisfies Readonly<Record<string, Persona>>;

export type PersonaName = keyof typeof personas;

function someone(key: string, arrange?: (company: Company) => void): Persona {
  const { name, id } = personOf(key);
  return { name, id, ...(arrange ? { arrange } : {}) };
}

function join({ graph }: Company, key: string, group: string = contoso.operatorsGroupId): void {
  graph.members[group] = [...(graph.members[group] ?? []), personOf(key).id];
}

function leave({ graph }: Company, key: string): void {
  const { operatorsGroupId: group } = contoso;
  graph.members[group] = (graph.members[group] ?? []).filter((id) => id !== personOf(key).id);
}

function disable({ graph }: Company, key: string): void {
  const user = graph.users.find(({ id }) => id === personOf(key).id);
  if (user) user.accountEnabled = false;
}
