import { canonicalJson, sha256 } from '#storage/seal.ts';
import type { Log } from '../../workflow/world.ts';
import type { Message, Sender } from '../send-by-adapter.ts';
import { remedyFor, TeamsFailure } from '../teams-failure.ts';
import type { Placed, PlacedMessage } from './placed.ts';
import type { Delivered, Reach } from './reach.ts';
import type { Wanted } from './wanted.ts';

export interface Hands {
  readonly sender: Pick<Sender, 'send' | 'update'>;
  readonly reach: Reach;
  readonly log: Log;
}

/** Makes one message stand as wanted: sent when it is not there, changed when it differs, else left. @throws what may pass */
export async function bring(hands: Hands, wanted: Wanted, placed: Placed): Promise<void> {
  const hash = sha256(canonicalJson(wanted.card));
  const stands = placed.get(wanted.key);
  if (stands?.hash === hash) return;
  if (stands && (await changed(hands, stands, wanted))) return placed.set(wanted.key, { ...stands, hash });
  if (wanted.onlyUpdate) return stands ? placed.delete(wanted.key) : undefined;
  const { person } = wanted;
  const sent = await place(hands, wanted, placed);
  const { noted } = stands ?? {};
  await placed.set(wanted.key, {
    ...(sent.reached
      ? { at: sent.at, messageId: sent.messageId }
      : { at: null, messageId: null, why: sent.why }),
    hash,
    person,
    ...(noted === undefined ? {} : { noted }),
  });
  if (!sent.reached) hands.log.warn({ key: wanted.key, why: sent.why }, 'a card reached nobody');
}

/** False when the message is gone, so that a new one must be sent: Teams loses messages now and then. */
async function changed(
  { sender, log }: Hands,
  { at, messageId }: PlacedMessage,
  message: Message,
): Promise<boolean> {
  if (at === null || messageId === null) return true;
  try {
    await sender.update(at, messageId, message);
    return true;
  } catch (error) {
    if (!(error instanceof TeamsFailure)) throw error;
    const remedy = remedyFor(error);
    if (remedy === 'later') throw error;
    log.warn({ err: error, remedy }, 'a card could not be updated');
    return remedy === 'never';
  }
}

/** At home, and when that is gone in the person's own chat. */
async function place({ sender, reach }: Hands, wanted: Wanted, placed: Placed): Promise<Delivered> {
  const { home } = placed;
  if (wanted.to.kind !== 'home' || !home) return reach.deliver(wanted.person, wanted);
  try {
    return { reached: true, at: home, messageId: await sender.send(home, wanted) };
  } catch (error) {
    if (error instanceof TeamsFailure && remedyFor(error) !== 'later')
      return reach.deliver(wanted.person, wanted);
    throw error;
  }
}
