import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { type Connector, hasButton, buttonOf, type Placed } from '#test/set-up/connector.ts';
import { activityBy } from '#test/set-up/teams-stage.ts';
import type { BotProcess } from './bot-process.ts';
import { newestCase } from './carry-case.ts';
import type { Stage } from './stage.ts';

/** People at their Teams clients, who press what their cards ask of them at whatever bot is there. */
export interface PeopleInTeams {
  /** From now on Teams hands everything to this bot. */
  turnTo(bot: BotProcess): Promise<void>;
  /** Resolves when the case has ended. */
  readonly end: Promise<CaseState>;
  leave(): void;
}

const operator = 'alexw';
/** Everybody who will be asked has written to the bot before, so it knows their chats. */
const known = [operator, 'meganb', 'isaiahl'];
const againMs = 150;

export const cardOf = ({ activity }: Placed): unknown => activity.attachments?.[0]?.content;

export function peopleInTeams(stage: Stage, connector: Connector, query: string): PeopleInTeams {
  const end = Promise.withResolvers<CaseState>();
  let origin: string | null = null;
  let isOpened = false;
  let looking: Promise<void> = Promise.resolve();

  /** False when nobody took it; then it is done again. */
  async function post(who: string, more: object): Promise<boolean> {
    const body = JSON.stringify({ ...activityBy(who, connector.url), ...more });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${origin}/api/messages`, { method: 'POST', headers, body }).catch(() => null);
    return answer?.ok === true;
  }

  async function press(message: Placed, verb: string, inputs: object): Promise<void> {
    const { data } = buttonOf(cardOf(message), verb);
    const action = { type: 'Action.Execute', id: '', verb, data: { ...data, ...inputs } };
    const value = { action, trigger: 'manual' };
    await post(message.conversation.replace('a:', ''), {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value,
    });
  }

  /** A click that came to nothing leaves the card as it was: it is pressed again. */
  async function look(): Promise<void> {
    const state = await newestCase(stage).catch(() => null);
    if (state?.status === 'closed') return end.resolve(state);
    if (!isOpened)
      isOpened = state !== null || (await post(operator, { type: 'message', text: `/offboard ${query}` }));
    for (const message of connector.messages) {
      if (hasButton(cardOf(message), 'choose')) await press(message, 'choose', { mailbox: 'both' });
      if (hasButton(cardOf(message), 'approve')) await press(message, 'approve', {});
    }
  }

  const timer = setInterval(() => {
    if (origin !== null) looking = looking.then(look, look);
  }, againMs);

  return {
    async turnTo(bot) {
      origin = null;
      const ready =
        bot.marks.find(({ at }) => at === 'ready') ?? (await bot.until(({ at }) => at === 'ready'));
      origin = ready.at === 'ready' ? ready.origin : null;
      for (const who of known) await post(who, { type: 'message', text: 'hello' });
    },
    end: end.promise,
    leave: () => clearInterval(timer),
  };
}
