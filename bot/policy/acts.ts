import type { Caller, Role } from './caller.ts';
import { accepted, type Answer, refuse } from './refusal.ts';

/**
 * Who may do what, before the case itself is looked at. `anyone`: no role needed; `approver`: the stored case
 * decides (approvals/may-decide.ts).
 */
export const acts = {
  help: 'anyone',
  offboard: ['operator'],
  'choose-person': ['operator'],
  choose: ['operator'],
  approve: 'approver',
  reject: 'approver',
  'name-approver': ['operator'],
  retry: ['operator'],
  cancel: ['operator'],
  undo: ['operator'],
  'undo-confirm': ['operator'],
  'undo-decline': ['operator'],
  changes: 'approver',
  status: ['operator', 'auditor'],
  history: ['operator', 'auditor'],
  report: ['operator', 'auditor'],
  hold: ['operator', 'auditor'],
  release: ['operator', 'auditor'],
  erase: ['operator'],
  'erase-confirm': ['operator', 'auditor'],
  'erase-decline': ['operator', 'auditor'],
} as const satisfies Record<string, 'anyone' | 'approver' | readonly Role[]>;

export type Act = keyof typeof acts;

/** Whether the person's role admits the act. */
export function mayAct(by: Caller, act: Act): Answer<null> {
  const rule: 'anyone' | 'approver' | readonly Role[] = acts[act];
  if (rule === 'anyone' || rule === 'approver') return accepted(null);
  if (!by.enabled) return refuse('approver-disabled', { who: by.name });
  if (rule.some((role) => by.roles.has(role))) return accepted(null);
  // Operators may all there is, so who holds a role and may not is none.
  return refuse(by.roles.size === 0 ? 'no-role' : 'not-operator', { who: by.name });
}
