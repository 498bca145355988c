import { join } from 'node:path';
import { fillFile } from './fill-file.ts';
import { inFolder } from './in-folder.ts';
import { logEntries } from './made-up-log.ts';
import { measureLog } from './measure-log.ts';
import { measureProof } from './measure-proof.ts';
import type { Table } from './table.ts';

const tenMillion = 10_000_000;

/** Pages, and then proof, of one log: to fill it takes most of the time. */
export async function measureTenMillion(): Promise<readonly Table[]> {
  return inFolder(async (folder) => {
    const log = join(folder, 'log.db');
    fillFile(log, logEntries(tenMillion));
    return [await measureLog(tenMillion, log), await measureProof(tenMillion, log)];
  });
}
