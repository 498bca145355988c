import type { Given } from './given.ts';

/** Entra groups whose members have a role. */
export interface Roles {
  readonly operatorsGroupId: string;
  /** `null`: there are no auditors. */
  readonly auditorsGroupId: string | null;
}

export function rolesConfig(given: Given): Roles | null {
  const operatorsGroupId = given.need('OPERATORS_GROUP_ID');
  const auditorsGroupId = given.values.AUDITORS_GROUP_ID ?? null;
  return operatorsGroupId ? { operatorsGroupId, auditorsGroupId } : null;
}
