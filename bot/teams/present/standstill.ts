import { goesOnCard, standstillCard } from '#cards/standstill-card.ts';
import type { CaseState } from '../../workflow/case/case-state.ts';
import type { Clock, Log } from '../../workflow/world.ts';
import type { Sender } from '../send-by-adapter.ts';
import type { Where } from '../where.ts';

/**
 * Tells, once a case and outage, that a case stands still because the log cannot be written. What it knows it keeps in
 * memory: the cache is where the log is.
 */
export interface Standstill {
  /** Where the case's cards go, as long as that can still be read. */
  livesAt(caseId: string, home: Where): void;
  tell(state: CaseState, isStill: boolean): void;
  /** The case has ended and everybody knows. */
  forget(caseId: string): void;
}

export interface StandstillParts {
  readonly sender: Pick<Sender, 'send' | 'update'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

interface Notice {
  readonly at: Where;
  readonly since: string;
  /** `null`: Teams told none, so it cannot be changed. */
  readonly messageId: Promise<string | null>;
}

export function createStandstill(parts: StandstillParts): Standstill {
  const { sender, clock, log } = parts;
  const homes = new Map<string, Where>();
  const notices = new Map<string, Notice>();
  const now = (): string => clock.now().toISOString();

  /** A notice that cannot be sent now is not sent later: by then it is no longer true. */
  function spoken<T>(words: Promise<T>): Promise<T | null> {
    return words.catch((error: unknown) => {
      log.warn({ err: error }, 'a standstill could not be told');
      return null;
    });
  }

  function begin(state: CaseState): void {
    const at = homes.get(state.caseId);
    if (!at || notices.has(state.caseId)) return;
    const summary = `${state.leaver.name}: the case stands still`;
    const messageId = spoken(sender.send(at, { card: standstillCard(state), summary }));
    notices.set(state.caseId, { at, since: now(), messageId });
  }

  async function end(state: CaseState): Promise<void> {
    const notice = notices.get(state.caseId);
    notices.delete(state.caseId);
    if (!notice) return;
    const { at, since } = notice;
    const messageId = await notice.messageId;
    const message = {
      card: goesOnCard(state, since, now()),
      summary: `${state.leaver.name}: the case goes on`,
    };
    // Of one whose answer was lost nobody knows whether it stands there: this is then the last word all the same.
    if (messageId === null) await spoken(sender.send(at, message));
    else await spoken(sender.update(at, messageId, message));
  }

  return {
    livesAt: (caseId, home) => void homes.set(caseId, home),
    tell: (state, isStill) => (isStill ? begin(state) : void end(state)),
    forget: (caseId) => void homes.delete(caseId),
  };
}
