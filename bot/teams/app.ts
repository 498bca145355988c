import type { TeamsAdapter } from '@microsoft/teams-ai';
import { Application } from '@microsoft/teams-ai/lib/Application.js';
import type { TurnContext } from 'botbuilder';
import type { Log } from '../workflow/world.ts';
import { admit, type Admitted, type NotAdmitted } from './admit.ts';
import { answerInvoke } from './answer-invoke.ts';
import type { Edge } from './edge.ts';
import { messageBody } from './invoke-body.ts';

export interface AppParts {
  readonly adapter: TeamsAdapter;
  readonly edge: Edge;
  readonly tenant: string;
  readonly log: Log;
}

/** Takes one authenticated activity; false when it was not admitted. */
export type TakeTurn = (context: TurnContext) => Promise<boolean>;

/**
 * The Teams application: routes and nothing else. Neither AI nor storage: the library's own state fails on
 * concurrent turns after their effects. No typing timer: it is one for all turns.
 */
export function createApp(parts: AppParts): TakeTurn {
  const { adapter, edge, log } = parts;
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
  app.addRoute(
    isFileConsent,
    (context) =>
      admitted(parts, context, async (activity) => {
        // Answered first: Teams waits some seconds, and a report takes its time.
        await answerInvoke(context, null);
        void edge
          .consent(activity)
          .catch((error: unknown) => log.error({ err: error }, 'a file was not given'));
      }),
    true,
  );
  app.addRoute(isType('invoke'), (context) => answerInvoke(context, unknownInvoke), true);
  return async (context) => {
    const admission = admit(context.activity, parts.tenant);
    if (admission.ok) await app.run(context);
    else await turnAway(parts, context, admission.why);
    // A guest was told why.
    return admission.ok || admission.why === 'guest';
  };
}

const unknownInvoke = messageBody('I do not know this action. Type /help to see what I can do.');

function isType(type: string): (context: TurnContext) => Promise<boolean> {
  return async ({ activity }) => activity.type === type;
}

async function isCardAction({ activity }: TurnContext): Promise<boolean> {
  return activity.type === 'invoke' && activity.name === 'adaptiveCard/action';
}

async function isFileConsent({ activity }: TurnContext): Promise<boolean> {
  return activity.type === 'invoke' && activity.name === 'fileConsent/invoke';
}

/** Only what was admitted comes here; parsing again gives the route its type. */
async function admitted(
  { tenant }: AppParts,
  { activity }: TurnContext,
  handle: (activity: Admitted) => Promise<void>,
): Promise<void> {
  const admission = admit(activity, tenant);
  if (admission.ok) await handle(admission.activity);
}

/** Foreign activities end here: no route sees them. A guest is told why, everybody else only that it is no. */
async function turnAway({ log }: AppParts, context: TurnContext, why: NotAdmitted): Promise<void> {
  const { type } = context.activity;
  log.warn({ why, type }, 'an activity was not admitted');
  if (why !== 'guest') return;
  const words = 'I only work with people who have an account in this company’s directory.';
  if (type === 'invoke') await answerInvoke(context, messageBody(words));
  else if (type === 'message') await context.sendActivity(words);
}
