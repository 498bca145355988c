import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SignIn } from '../history/sign-in.ts';
import { colleague, personas } from './personas.ts';

/** Stands in for Teams' sign-in, which does not exist here: whoever looks says who they are. */
export function personaSignIn(): SignIn {
  const people = [...personas, colleague].map(({ person, role }) => ({
    id: person.id,
    name: person.name,
    role,
  }));
  const script = readFileSync(join(import.meta.dirname, 'tab-page/sign-in.js'));
  const choices = `export const people = ${JSON.stringify(people)};\n`;
  return {
    async identify(authorization) {
      const [, id] = /^Persona ([0-9a-f-]{36})$/.exec(authorization ?? '') ?? [];
      const person = people.find((one) => one.id === id);
      return person ? { id: person.id, name: person.name } : null;
    },
    files: new Map([
      ['sign-in.js', { type: 'text/javascript', content: script }],
      ['people.js', { type: 'text/javascript', content: choices }],
    ]),
  };
}
