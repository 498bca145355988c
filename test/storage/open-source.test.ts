import { expect, it } from 'vitest';
import { openSource } from '#storage/open-source.ts';

it.each(['mongodb://', 'mongodb+srv://'])(
  'an address that begins with %s is asked as MongoDB',
  async (where) => {
    await expect(openSource(where)).rejects.toThrow('MongoDB');
  },
);

it.each(['/nowhere/mongodb://log.db', '/nowhere/mongodb', 'mongodb-log/nowhere.db'])(
  'a log at %s is a file',
  async (where) => {
    await expect(openSource(where)).rejects.toThrow(`The log file does not open (${where})`);
  },
);
