import { refuse } from './refuse.ts';
import type { SandboxAnswer } from './route.ts';

/** Graph's words for what goes wrong; collected from its documentation and its users' reports. */

export function badRequest(message: string, code = 'Request_BadRequest'): SandboxAnswer {
  return refuse('graph', 400, code, message);
}

export function notFound(id: string): SandboxAnswer {
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return refuse('graph', 404, 'Request_ResourceNotFound', message);
}

export function forbidden(): SandboxAnswer {
  const message = 'Insufficient privileges to complete the operation.';
  return refuse('graph', 403, 'Authorization_RequestDenied', message);
}

export const masteredOnPremises =
  'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.';

export const noContent: SandboxAnswer = { status: 204 };

export function ok(body: unknown): SandboxAnswer {
  return { status: 200, body };
}
