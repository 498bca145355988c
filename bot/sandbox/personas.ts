import { contoso, people, personOf, type ContosoPerson } from '#providers/sandbox/people.ts';

/** Somebody of Contoso with a Teams window of their own. */
export interface Persona {
  /** How the person is called on the command line: `alex`. */
  readonly short: string;
  readonly person: ContosoPerson;
  readonly role: 'operator' | 'manager' | 'auditor' | 'none';
  /** Id in Teams, the same in every window. */
  readonly userId: string;
}

export const personas: readonly Persona[] = [
  persona('alex', 'alexw'),
  persona('megan', 'meganb'),
  persona('isaiah', 'isaiahl'),
  persona('adele', 'adelev'),
  persona('patti', 'pattif'),
];

/** Nobody opens a window for a leaver, but everybody has John Doe as a colleague. */
export const colleague: Persona = persona('john', 'jdoe');

export const usualPersonas = ['alex', 'megan', 'isaiah', 'adele'] as const;

/** People worth offboarding in the sandbox, in the order to try them. */
export const leavers: readonly ContosoPerson[] = people.filter(
  ({ key }) => key !== 'breakglass' && !personas.some(({ person }) => person.key === key),
);

function persona(short: string, key: string): Persona {
  const person = personOf(key);
  const managesOthers = people.some(({ manager }) => manager === key);
  const role = person.role ?? (managesOthers ? 'manager' : 'none');
  return { short, person, role, userId: `29:${key}` };
}

/** What `ready` tells about a persona. */
export function personaFacts({ person, role, userId }: Persona) {
  return {
    name: person.name,
    role,
    userId,
    aadObjectId: person.id,
    tenantId: contoso.tenantId,
    upn: person.upn,
  };
}
