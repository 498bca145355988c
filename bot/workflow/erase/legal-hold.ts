import type { Caller } from '../../policy/caller.ts';
import { accepted, type Answer, refuse } from '../../policy/refusal.ts';
import { actOnCase } from '../acts/act-on-case.ts';
import type { CaseState } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import type { World } from '../world.ts';

export interface LegalHold {
  readonly by: Caller;
  readonly caseId: string;
  readonly reason: string;
}

/** Forbids to erase anything of the person until it is ended, whatever the retention says. A second one takes its place. */
export function placeHold(world: World, { by, caseId, reason }: LegalHold): Promise<Answer<CaseState>> {
  return actOnCase(world, { by, caseId, act: 'hold' }, () =>
    reason.trim() === ''
      ? refuse('reason-missing', { case: caseId, step: 'a legal hold' })
      : accepted(event('legal-hold', by, undefined, { reason: reason.trim() })),
  );
}

export function endHold(world: World, { by, caseId, reason }: LegalHold): Promise<Answer<CaseState>> {
  return actOnCase(world, { by, caseId, act: 'release' }, ({ legalHold }) => {
    if (!legalHold) return refuse('no-legal-hold', { case: caseId });
    return reason.trim() === ''
      ? refuse('reason-missing', { case: caseId, step: 'the end of a legal hold' })
      : accepted(event('legal-hold-ended', by, undefined, { reason: reason.trim() }));
  });
}
