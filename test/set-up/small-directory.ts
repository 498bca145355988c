import { ProviderError } from '#providers/provider-error.ts';
import type { Graph, Systems } from '#providers/systems.ts';

export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly disabled?: true;
  readonly managerId?: string;
}

/** Entra with a handful of people, who are found by object id, sign-in name and display name; no directory on premises. */
export function smallDirectory(...people: readonly Colleague[]): Systems {
  const users = people.map(asUser);
  const not = () => Promise.reject(new Error('nobody changes anything here'));
  const graph: Graph = {
    async get(path, schema) {
      const [, , id, what] = path.split(/[/?]/);
      const wanted = what === 'manager' ? people.find((one) => one.id === id)?.managerId : id;
      const user = users.find((one) => one.id === wanted);
      if (!user) throw absent(path);
      return schema.parse(user);
    },
    async list(path, schema) {
      const asked = decodeURIComponent(path);
      const fits = (user: ReturnType<typeof asUser>) =>
        asked.includes(`userPrincipalName eq '${user.userPrincipalName}'`) ||
        asked.includes(`displayName eq '${user.displayName}'`);
      return users.filter(fits).map((user) => schema.parse(user));
    },
    post: not,
    patch: not,
    delete: not,
  };
  return { graph, directory: null } as Systems;
}

function asUser({ id, name, disabled }: Colleague) {
  const upn = `${name.toLowerCase().replaceAll(' ', '')}@contoso.com`;
  return { id, userPrincipalName: upn, displayName: name, mail: upn, accountEnabled: !disabled };
}

function absent(operation: string): ProviderError {
  return new ProviderError({ system: 'entra', operation, code: 'NotFound', message: 'no', absent: true });
}
