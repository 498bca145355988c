import type { Request, Server } from 'restify';
import { accepted } from '../policy/refusal.ts';
import { type Asked, answering, filtered, type TabParts } from './answer-question.ts';
import { tabStart } from './filter-options.ts';
import { offerPeople } from './find-people.ts';
import { readCasePage } from './read-case-page.ts';
import { readCases } from './read-cases.ts';
import { readEntries } from './read-entries.ts';
import { sendJson } from './send-answer.ts';
import { serveExports } from './serve-exports.ts';
import { servePages } from './serve-pages.ts';
import { readOfferQuery } from './tab-query.ts';

/** Rows on a page. */
const pageSize = { cases: 25, entries: 50 } as const;

/**
 * The History tab: its page under `/history`, and what it asks under `/api/history`. Reads, and writes only who took what
 * away and who may not.
 */
export function serveTab(server: Server, parts: TabParts): void {
  const { world, coverOf } = parts;
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
  serveExports(server, parts);
}

function idIn({ params }: Request): string {
  return String((params as { readonly id?: unknown }).id);
}
