import type { Request, Response } from 'restify';
import type { Caller } from '../policy/caller.ts';
import type { Answer } from '../policy/refusal.ts';
import type { UnderWay } from '../report/under-way.ts';
import { recordRefusal } from '../workflow/case/register.ts';
import type { World } from '../workflow/world.ts';
import { admitReader, type LookUp } from './admit-reader.ts';
import type { CoverOf } from './read-case-page.ts';
import { isGone, sendFailure } from './send-answer.ts';
import type { SignIn } from './sign-in.ts';
import { failureOf, isAboutRights, notSignedIn, refused } from './tab-answer.ts';
import { readTabQuery, type TabQuery } from './tab-query.ts';

export interface TabParts {
  readonly world: World;
  readonly lookUp: LookUp;
  readonly signIn: SignIn;
  readonly coverOf: CoverOf;
  readonly underWay: UnderWay;
}

/** Answers one question of somebody who may ask. */
export type Asked = (by: Caller, parameters: URLSearchParams, request: Request) => Promise<Answer<unknown>>;
type Send = (response: Response, value: unknown) => Promise<void>;

/** A question with filters, which are read first. */
export function filtered(read: (by: Caller, query: TabQuery) => Promise<Answer<unknown>>): Asked {
  return async (by, parameters) => {
    const query = readTabQuery(parameters);
    return query.ok ? read(by, query.value) : query;
  };
}

/** restify takes an async handler of exactly two parameters. */
export function answering(parts: TabParts, read: Asked, send: Send) {
  return async (request: Request, response: Response): Promise<void> => {
    try {
      const answer = await ask(parts, request, read);
      if (answer === null) return sendFailure(response, notSignedIn);
      return answer.ok ? await send(response, answer.value) : sendFailure(response, refused(answer.refusal));
    } catch (error) {
      if (isGone(error)) return parts.world.log.info({ path: request.path() }, readerGone);
      parts.world.log.error({ err: error }, 'a question of the history tab failed');
      sendFailure(response, failureOf(error));
    }
  };
}

const readerGone = 'somebody went away before they had what they asked for';

/** `null` when nobody asks whom the tokens vouch for. Who may not is noted in the log, as the bot does. */
async function ask(parts: TabParts, request: Request, read: Asked): Promise<Answer<unknown> | null> {
  const person = await parts.signIn.identify(onlyAuthorization(request));
  if (person === null) {
    parts.world.log.warn({ path: request.path() }, 'a question without a valid token was refused');
    return null;
  }
  const admitted = await admitReader(parts.lookUp, person);
  const by = admitted.ok ? admitted.value : person;
  const { searchParams } = new URL(request.url ?? '/', 'http://tab.invalid');
  const answer = admitted.ok ? await read(admitted.value, searchParams, request) : admitted;
  if (!answer.ok && isAboutRights(answer.refusal))
    await noteRefusal(parts.world, { id: by.id, name: by.name }, answer.refusal);
  return answer;
}

async function noteRefusal(
  world: World,
  by: { readonly id: string; readonly name: string },
  refusal: Parameters<typeof refused>[0],
): Promise<void> {
  const caseId = refusal.facts['case'];
  try {
    await recordRefusal(world, { by, act: 'history', refusal, ...(caseId === undefined ? {} : { caseId }) });
  } catch (error) {
    world.log.error({ err: error, code: refusal.code }, 'a refusal could not be recorded');
  }
}

/** Of several, a proxy may have looked at another one than we would. */
function onlyAuthorization(request: Request): string | undefined {
  const [only, ...more] = request.headersDistinct['authorization'] ?? [];
  return more.length === 0 ? only : undefined;
}
