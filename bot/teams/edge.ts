import type { Card } from '#cards/card.ts';
import { helpCard } from '#cards/help-card.ts';
import { unknownTextCard } from '#cards/refusal-card.ts';
import { refuse } from '../policy/refusal.ts';
import type { Clock } from '../workflow/world.ts';
import type { Admitted } from './admit.ts';
import { isPersonal } from './arrived.ts';
import { type Attempt, type Counter, type Outcome, tryIt } from './attempt.ts';
import { buttons } from './buttons.ts';
import { type Clicked, clickedByExecute, clickedBySubmit } from './clicked.ts';
import { answerToClick, beingWorkedOn, cardFor } from './answers.ts';
import { commands } from './commands.ts';
import { consentIn, deliverReport } from './file-consent.ts';
import { help } from './commands/help.ts';
import type { Button, Command } from './desk.ts';
import type { InvokeBody } from './invoke-body.ts';
import { longestCommand, parseCommand } from './parse-command.ts';
import type { People } from './present/people.ts';
import { createSeen } from './seen.ts';
import type { Message, Sender } from './send-by-adapter.ts';
import { type Where, whereOf } from './where.ts';
import { within } from './within.ts';

/** Where Teams ends and the product begins: activities in, answers out; no SDK beyond this line. */
export interface Edge {
  message(activity: Admitted): Promise<void>;
  click(activity: Admitted): Promise<InvokeBody>;
  /** Somebody takes or declines a file that was offered. Resolves when it was given; nobody waits for it. */
  consent(activity: Admitted): Promise<void>;
  installed(activity: Admitted): Promise<void>;
}

export interface EdgeParts extends Counter {
  readonly sender: Pick<Sender, 'send' | 'update'>;
  readonly people: Pick<People, 'remember' | 'meet' | 'forget'>;
  readonly clock: Clock;
  readonly tenant: string;
  /** After so many ms a click is answered in any case; the client gives up somewhat later. */
  readonly clickMs: number;
  /** The same for a message, whose answer is a message of its own. */
  readonly messageMs: number;
}

export function createEdge(parts: EdgeParts): Edge {
  const seen = createSeen();
  const once = <T>(activity: Admitted, work: () => Promise<T>): Promise<T> => {
    const { id, type, from, conversation } = activity;
    // With who and what: nobody is ever given the answer that somebody else got.
    return id === undefined
      ? work()
      : seen.once(JSON.stringify([type, from.aadObjectId, conversation.id, id]), work);
  };

  return {
    message: (activity) =>
      once(activity, async () => {
        parts.people.remember(activity);
        await within(parts.clock, parts.messageMs, reply(parts, activity));
      }),
    click: (activity) =>
      once(activity, () => {
        parts.people.remember(activity);
        return click(parts, activity);
      }),
    consent: (activity) => once(activity, () => consented(parts, activity)),
    installed: (activity) => once(activity, () => installed(parts, activity)),
  };
}

async function reply(parts: EdgeParts, activity: Admitted): Promise<void> {
  const at = whereOf(activity, parts.tenant);
  const text = activity.text ?? '';
  const byCard = text.trim() === '' && typeof activity.value === 'object' && activity.value !== null;
  if (byCard) return replyToSubmit(parts, activity, at);
  const parsed = parseCommand(text, [...commands.keys()]);
  if (parsed.kind === 'unknown')
    return say(parts, at, { card: unknownTextCard(), summary: 'I did not understand that' });
  const outcome = await tryIt(parts, typed(activity, at, parsed));
  const card = cardFor(outcome);
  if (card) await say(parts, at, card);
}

function typed(
  activity: Admitted,
  at: Where,
  parsed: Exclude<ReturnType<typeof parseCommand>, { kind: 'unknown' }>,
): Attempt {
  const who = { person: personOf(activity), at };
  if (parsed.kind === 'too-long') {
    return { ...who, act: 'message', run: async () => refuse('too-long', { limit: String(longestCommand) }) };
  }
  const command: Command = (parsed.kind === 'command' && commands.get(parsed.name)) || help;
  const argument = parsed.kind === 'command' ? parsed.argument : '';
  return { ...who, act: command.name, run: (desk, turn) => command.run(desk, turn, argument) };
}

/** An old client's click: it cannot be answered with a card, so the card it came from is changed. */
async function replyToSubmit(parts: EdgeParts, activity: Admitted, at: Where): Promise<void> {
  const outcome = await tryIt(parts, pressed(activity, at, clickedBySubmit(activity.value)));
  const message = cardFor(outcome);
  if (!message) return;
  const inPlace = outcome.kind === 'shown' && !outcome.shown.below && activity.replyToId !== undefined;
  if (!inPlace) return say(parts, at, message);
  await spoken(parts, () => parts.sender.update(at, activity.replyToId ?? '', message));
}

async function click(parts: EdgeParts, activity: Admitted): Promise<InvokeBody> {
  const at = whereOf(activity, parts.tenant);
  const clicked = clickedByExecute(activity.value);
  const work = tryIt(parts, pressed(activity, at, clicked));
  const ended = await within(
    parts.clock,
    parts.clickMs,
    work.then((outcome) => answered(parts, at, outcome, clicked)),
  );
  if (!ended.late) return ended.value;
  void work.then((outcome) => afterwards(parts, at, outcome));
  return beingWorkedOn;
}

async function answered(
  parts: EdgeParts,
  at: Where,
  outcome: Outcome,
  clicked: Clicked | null,
): Promise<InvokeBody> {
  const { body, below } = await answerToClick(parts.desk, outcome, clicked);
  if (below) void say(parts, at, below);
  return body;
}

/** The click was answered before it was done: what it came to is said in a message, to that person only. */
async function afterwards(parts: EdgeParts, at: Where, outcome: Outcome): Promise<void> {
  const message = cardFor(outcome);
  const tellHere = outcome.kind === 'shown' ? outcome.shown.below : at.personal;
  if (message && tellHere) await say(parts, at, message);
}

function pressed(activity: Admitted, at: Where, clicked: Clicked | null): Attempt {
  const who = { person: personOf(activity), at };
  if (!clicked) return { ...who, act: 'click', run: async () => refuse('malformed') };
  const { verb, data } = clicked;
  const button = buttons[verb] as Button;
  const { caseId } = data as { caseId?: string };
  return {
    ...who,
    act: verb,
    ...(caseId === undefined ? {} : { caseId }),
    run: (desk, turn) => button.run(desk, turn, data as never),
  };
}

async function consented(parts: EdgeParts, activity: Admitted): Promise<void> {
  const at = whereOf(activity, parts.tenant);
  const said = consentIn(activity.value);
  if (said?.action === 'decline') return;
  const wait = (card: Card) => say(parts, at, { card, summary: 'Your report waits its turn' });
  const run: Attempt['run'] = async (desk, turn) =>
    said ? deliverReport(desk, turn, said, wait) : refuse('malformed', { what: 'The answer' });
  const message = cardFor(await tryIt(parts, { act: 'report', person: personOf(activity), at, run }));
  if (message) await say(parts, at, message);
}

async function installed(parts: EdgeParts, activity: Admitted): Promise<void> {
  if (activity.action?.startsWith('remove')) return parts.people.forget(activity.from.aadObjectId);
  if (activity.action !== 'add' || !isPersonal(activity)) return parts.people.remember(activity);
  // Whom that cannot be read of may be welcomed twice: better than not at all.
  if (!(await parts.people.meet(activity).catch(() => true))) return;
  const roles = await parts.lookUp(personOf(activity)).then(
    (caller) => caller?.roles ?? new Set<never>(),
    () => new Set<never>(),
  );
  const card = helpCard({ roles, welcome: true });
  await say(parts, whereOf(activity, parts.tenant), { card, summary: 'Welcome' });
}

/** Longer than any name Entra stores; who sends more is named by the directory, or not at all. */
const longestName = 256;

function personOf(activity: Admitted): { id: string; name: string } {
  const { aadObjectId: id, name = id } = activity.from;
  return { id, name: name.slice(0, longestName) };
}

async function say(parts: EdgeParts, at: Where, message: Message): Promise<void> {
  await spoken(parts, () => parts.sender.send(at, message));
}

/** An answer that cannot be delivered is logged: there is nobody left to tell. */
async function spoken(parts: EdgeParts, speak: () => Promise<unknown>): Promise<void> {
  try {
    await speak();
  } catch (error) {
    parts.log.error({ err: error }, 'an answer was not delivered');
  }
}
