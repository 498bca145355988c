import type { TeamsAdapter } from '@microsoft/teams-ai';
import { Application } from '@microsoft/teams-ai/lib/Application.js';
import type { TurnContext } from 'botbuilder';
import type { Log } from '../workflow/world.ts';
import { admit, type Admitted } from './admit.ts';
import { answerInvoke } from './answer-invoke.ts';
import type { Edge } from './edge.ts';
import { messageBody } from './invoke-body.ts';

export interface AppParts {
  readonly adapter: TeamsAdapter;
  readonly edge: Edge;
  readonly tenant: string;
  readonly log: Log;
}

/** Takes one authenticated activity. */
export type TakeTurn = (context: TurnContext) => Promise<void>;

/**
 * The Teams application: routes and nothing else. Neither AI nor storage: the library's own state fails on
 * concurrent turns after their effects. No typing timer: it is one for all turns.
 */
export function createApp(parts: AppParts): TakeTurn {
  const { adapter, edge } = parts;
  const app = new Application({ adapter, startTypingTimer: false });
  app.addRoute(isType('message'), (context) =>
    admitted(parts, context, (activity) => edge.message(activity)),
  );
  app.addRoute(isType('installationUpdate'), (context) =>
    admitted(parts, context, (activity) => edge.installed(activity)),
  );
  app.addRoute(
    isCardAction,
    (context) =>
      admitted(parts, context, async (activity) => {
        await answerInvoke(context, await edge.click(activity));
      }),
    true,
  );
  app.addRoute(isType('invoke'), (context) => answerInvoke(context, unknownInvoke), true);
  return async (context) => {
    if (await mayPass(parts, context)) await app.run(context);
  };
}

const unknownInvoke = messageBody('I do not know this action. Type /help to see what I can do.');

function isType(type: string): (context: TurnContext) => Promise<boolean> {
  return async ({ activity }) => activity.type === type;
}

async function isCardAction({ activity }: TurnContext): Promise<boolean> {
  return activity.type === 'invoke' && activity.name === 'adaptiveCard/action';
}

/** Only what `mayPass` let through comes here; parsing again gives the route its type. */
async function admitted(
  { tenant }: AppParts,
  { activity }: TurnContext,
  handle: (activity: Admitted) => Promise<void>,
): Promise<void> {
  const admission = admit(activity, tenant);
  if (admission.ok) await handle(admission.activity);
}

/** Foreign activities end here: no route sees them. A guest is told why, everything else is only logged. */
async function mayPass({ tenant, log }: AppParts, context: TurnContext): Promise<boolean> {
  const admission = admit(context.activity, tenant);
  if (admission.ok) return true;
  const { type } = context.activity;
  log.warn({ why: admission.why, type }, 'an activity was not admitted');
  const guest = admission.why === 'guest';
  const words = 'I only work with people who have an account in this company’s directory.';
  if (type === 'invoke')
    await answerInvoke(context, messageBody(guest ? words : 'Not allowed.'), guest ? 200 : 403);
  else if (type === 'message' && guest) await context.sendActivity(words);
  return false;
}
