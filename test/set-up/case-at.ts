import type { Caller, Role } from '#bot/policy/caller.ts';
import type { ActionState, CaseState, ChangeState, StepState } from '#bot/workflow/case/case-state.ts';

/** Cases as they stand at a moment, made up without a log: for rules that only look. */

export const alex = person('Alex Wilber', 'operator');
export const isaiah = person('Isaiah Langer', 'operator');
export const adele = person('Adele Vance', 'auditor');
export const megan = person('Megan Bowen');
export const patti = person('Patti Fernandez');

export const noon = '2026-11-23T12:00:00.000Z';

export function person(name: string, ...roles: readonly Role[]): Caller {
  return { id: name.toLowerCase().replace(' ', '-'), name, roles: new Set(roles), enabled: true };
}

/** John Doe's case, opened by Alex; Megan is his manager. */
export function caseAt(more: Partial<CaseState> = {}): CaseState {
  return {
    caseId: 'OFF-TEST1',
    head: { seq: 1, hash: '0'.repeat(64) },
    status: 'working',
    openedAt: noon,
    leaver: {
      id: 'john-doe',
      upn: 'jdoe@contoso.com',
      name: 'John Doe',
      mail: 'jdoe@contoso.com',
      synced: true,
      directory: null,
      manager: { id: megan.id, upn: 'meganb@contoso.com', name: megan.name },
    },
    operator: { id: alex.id, name: alex.name },
    dryRun: false,
    choices: { mailbox: 'both', successor: null },
    off: new Set(),
    frozen: true,
    planDue: false,
    revision: 1,
    steps: [],
    epoch: 0,
    unreadable: [],
    lastAt: noon,
    ...more,
  };
}

export function stepAt(more: Partial<StepState> = {}): StepState {
  return { step: 'mailbox', hash: 'a1b2c3d4', actions: [], approval: { status: 'none' }, ...more };
}

export function actionAt(action: string, ...changes: readonly ChangeState[]): ActionState {
  return { action, title: action, system: 'entra', changes, skipped: [] };
}

/** A change by its ref, `<action>/<key>`. */
export function changeAt(ref: string, more: Partial<ChangeState> = {}): ChangeState {
  const key = ref.slice(ref.indexOf('/') + 1);
  const change = { kind: 'change', key, what: `Remove ${key}`, from: key, to: null } as const;
  return { ref, change, status: 'waiting', attempts: 0, ...more };
}
