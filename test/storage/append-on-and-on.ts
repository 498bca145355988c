import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { PositionTaken } from '#storage/log-store.ts';
import { sealed } from './sealed.ts';

/**
 * A process of its own that writes entry after entry to one case, and says each one's id when it is written.
 * Arguments: file, name of the instance, how many entries.
 */
const [file = '', instance = '', many = '0'] = process.argv.slice(2);

async function writeOne(number: number): Promise<void> {
  const after = (await store.readCase('OFF-PROCESS')).at(-1);
  const place = { caseId: 'OFF-PROCESS', instance, ...(after === undefined ? {} : { after }) };
  const entry = sealed({ reason: `${instance} ${number}` }, place);
  try {
    await store.append(entry);
  } catch (error) {
    if (!(error instanceof PositionTaken)) throw error;
    return writeOne(number);
  }
  process.stdout.write(`${entry._id} ${entry.hash}\n`);
}

const store = await openSqliteStore({ file });
for (let number = 0; number < Number(many); number += 1) await writeOne(number);
await store.close();
