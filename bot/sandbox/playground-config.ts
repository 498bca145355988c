import { contoso } from '#providers/sandbox/people.ts';
import { colleague, personas, type Persona } from './personas.ts';

const sandboxBot = { id: '28:offboarding', name: 'Offboarding' } as const;

/** Id of the 1:1 chat of a persona with the bot: different in every window, so that the bot can tell them apart. */
export function personalChatOf(persona: Persona): string {
  return `a:personal-${persona.person.key}`;
}

/**
 * Settings of Microsoft's Agents Playground for one persona's window: its `currentUser` and exactly five others.
 * Ids are fixed, so that what the bot remembers fits again after a restart.
 */
export function playgroundConfig(persona: Persona) {
  const everybody = [...personas, colleague];
  return {
    version: '0.1.1',
    tenantId: contoso.tenantId,
    bot: sandboxBot,
    currentUser: userOf(persona),
    users: everybody.filter(({ userId }) => userId !== persona.userId).map(userOf),
    personalChat: { id: personalChatOf(persona) },
    groupChat: { id: '19:it-staff@thread.v2', name: 'IT staff' },
    team: {
      id: '19:it-team@thread.tacv2',
      name: 'IT',
      aadGroupId: contoso.operatorsGroupId,
      channels: [{ id: '19:offboarding@thread.tacv2', name: 'Offboarding' }],
    },
  };
}

function userOf({ person, userId }: Persona) {
  const [givenName = person.name, ...rest] = person.name.split(' ');
  return {
    id: userId,
    name: person.name,
    // The Playground's own spelling.
    userPrincipleName: person.upn,
    aadObjectId: person.id,
    givenName,
    surname: rest.join(' '),
    email: person.upn,
  };
}
