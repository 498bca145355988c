import type { Request, Response, Server } from 'restify';
import { answering, filtered, type TabParts } from './answer-question.ts';
import { type ExportFormat, exportCases, exportEntries } from './export-list.ts';
import { type ExportedList, listWords, noteExport } from './note-export.ts';
import { goneSignal, sendExport, whileThere } from './send-answer.ts';

const lists = { cases: exportCases, entries: exportEntries } as const;

/** Lists to take away. Each holds its reader's place among those who take something, from the first look at the log on. */
export function serveExports(server: Server, parts: TabParts): void {
  for (const list of ['cases', 'entries'] as const) {
    for (const format of ['csv', 'ndjson'] as const)
      server.get(`/api/history/export/${list}.${format}`, exporting(parts, list, format));
  }
}

/** restify takes an async handler of exactly two parameters. */
function exporting(parts: TabParts, list: ExportedList, format: ExportFormat) {
  const { underWay, world } = parts;
  return async (request: Request, response: Response): Promise<void> => {
    const gone = goneSignal(response);
    let end = () => {};
    const read = filtered(async (by, query) => {
      const begun = underWay.begin({ by, door: 'tab', what: `the ${listWords(list, query)}` });
      if (!begun.ok) return begun;
      end = () => begun.value.end();
      const found = await lists[list](whileThere(world, gone), by, query, format);
      gone.throwIfAborted();
      if (found.ok) await noteExport(world, { by, list, format, query });
      return found;
    });
    const name = `${list}.${format}`;
    const answer = answering(parts, read, (to, value) => sendExport(to, value as never, name, world.clock));
    try {
      await answer(request, response);
    } finally {
      end();
    }
  };
}
