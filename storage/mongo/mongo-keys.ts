import type { KeyValues } from '../small-things.ts';
import { isDuplicate, type Bounded } from './bounded.ts';
import type { Collections } from './collections.ts';

/** Keys and values in one MongoDB database; the last writer wins. */
export function mongoKeys({ cache }: Collections, ask: Bounded): KeyValues {
  return {
    async get(key) {
      const found = await ask.read(() => cache.findOne({ _id: key }));
      return found?.value ?? null;
    },
    async put(key, value) {
      const write = () => cache.updateOne({ _id: key }, { $set: { value } }, { upsert: true });
      try {
        await ask.write(write);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        // Two writers made the key at the same moment; now it is there to be changed.
        await ask.write(write);
      }
    },
    async delete(key) {
      await ask.write(() => cache.deleteOne({ _id: key }));
    },
    async keysAfter(start) {
      const range = { _id: { $gte: start, $lt: `${start}\u{10FFFF}` } };
      const found = await ask.read(() =>
        cache
          .find(range, { projection: { _id: 1 } })
          .sort({ _id: 1 })
          .toArray(),
      );
      return found.map(({ _id }) => _id.slice(start.length));
    },
  };
}
