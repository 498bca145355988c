import type { Request, Response, Server } from 'restify';
import type { Caller } from '../policy/caller.ts';
import { accepted, type Answer } from '../policy/refusal.ts';
import { recordRefusal } from '../workflow/case/register.ts';
import type { World } from '../workflow/world.ts';
import { admitReader, type LookUp } from './admit-reader.ts';
import { exportCases, exportEntries } from './export-list.ts';
import { tabStart } from './filter-options.ts';
import { offerPeople } from './find-people.ts';
import { noteExport } from './note-export.ts';
import { type CoverOf, readCasePage } from './read-case-page.ts';
import { readCases } from './read-cases.ts';
import { readEntries } from './read-entries.ts';
import { sendExport, sendFailure, sendJson } from './send-answer.ts';
import { servePages } from './serve-pages.ts';
import type { SignIn } from './sign-in.ts';
import { failureOf, isAboutRights, notSignedIn, refused } from './tab-answer.ts';
import { readOfferQuery, readTabQuery, type TabQuery } from './tab-query.ts';

export interface TabParts {
  readonly world: World;
  readonly lookUp: LookUp;
  readonly signIn: SignIn;
  readonly coverOf: CoverOf;
}

/** Answers one question of somebody who may ask. */
type Asked = (by: Caller, parameters: URLSearchParams, request: Request) => Promise<Answer<unknown>>;
type Send = (response: Response, value: unknown) => Promise<void>;

/** Rows on a page. */
const pageSize = { cases: 25, entries: 50 } as const;

/**
 * The History tab: its page under `/history`, and what it asks under `/api/history`. Reads, and writes only who took what
 * away and who may not.
 */
export function serveTab(server: Server, parts: TabParts): void {
  const { world, coverOf } = parts;
  const filtered =
    (read: (by: Caller, query: TabQuery) => Promise<Answer<unknown>>): Asked =>
    async (by, parameters) => {
      const query = readTabQuery(parameters);
      return query.ok ? read(by, query.value) : query;
    };
  servePages(server, parts.signIn.files);
  const asked: Readonly<Record<string, Asked>> = {
    '/api/history/start': async (by) => ({ ok: true, value: tabStart(by, world.catalog) }),
    '/api/history/people': async (by, parameters) => {
      const query = readOfferQuery(parameters);
      if (!query.ok) return query;
      return accepted(await offerPeople(world, by, query.value.part, query.value.text));
    },
    '/api/history/cases': filtered((by, query) => readCases(world, by, query, pageSize.cases)),
    '/api/history/entries': filtered((by, query) => readEntries(world, by, query, pageSize.entries)),
    '/api/history/cases/:id': (by, parameters, request) =>
      readCasePage({ world, coverOf }, by, idIn(request), parameters.get('after')),
  };
  for (const [path, read] of Object.entries(asked)) server.get(path, answering(parts, read, sendJson));
  const exports = { cases: exportCases, entries: exportEntries } as const;
  for (const list of ['cases', 'entries'] as const) {
    for (const format of ['csv', 'ndjson'] as const) {
      const read = filtered(async (by, query) => {
        const begun = await exports[list](world, by, query, format);
        if (begun.ok) await noteExport(world, { by, list, format, query });
        return begun;
      });
      const send: Send = (response, value) => sendExport(response, value as never, `${list}.${format}`);
      server.get(`/api/history/export/${list}.${format}`, answering(parts, read, send));
    }
  }
}

function idIn({ params }: Request): string {
  return String((params as { readonly id?: unknown }).id);
}

/** restify takes an async handler of exactly two parameters. */
function answering(parts: TabParts, read: Asked, send: Send) {
  return async (request: Request, response: Response): Promise<void> => {
    try {
      const answer = await ask(parts, request, read);
      if (answer === null) return sendFailure(response, notSignedIn);
      return answer.ok ? await send(response, answer.value) : sendFailure(response, refused(answer.refusal));
    } catch (error) {
      parts.world.log.error({ err: error }, 'a question of the history tab failed');
      sendFailure(response, failureOf(error));
    }
  };
}

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
