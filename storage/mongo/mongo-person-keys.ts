import type { KeyStore } from '../key-store.ts';
import { StoreDown } from '../log-store.ts';
import type { PersonKey } from '../person-key.ts';
import { isDuplicate, type Bounded } from './bounded.ts';
import type { Collections, KeyDocument } from './collections.ts';

/** Leavers' keys in one MongoDB database. What the server keeps of a deleted document (docs/log.md) is out of reach here. */
export function mongoPersonKeys({ keys }: Collections, ask: Bounded): KeyStore {
  const find = async (person: string): Promise<PersonKey | null> => {
    const found = await ask.read(() => keys.findOne({ _id: person.toLowerCase() }));
    return found && personKey(found);
  };

  return {
    keyOf: find,
    async keysOf(subjects) {
      if (subjects.length === 0) return [];
      const found = await ask.read(() => keys.find({ subject: { $in: [...subjects] } }).toArray());
      return found.map(personKey);
    },
    async make(fresh) {
      const { person, subject, secret } = fresh;
      try {
        await ask.write(() =>
          keys.insertOne({ _id: person, subject, secret: Buffer.from(secret).toString('base64') }),
        );
        return fresh;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const there = await find(person);
        if (there === null) throw new StoreDown('The key was destroyed while it was made', { cause: error });
        return there;
      }
    },
    async destroy(subject) {
      await ask.write(() => keys.deleteMany({ subject }));
    },
  };
}

function personKey({ _id, subject, secret }: KeyDocument): PersonKey {
  return { person: _id, subject, secret: Buffer.from(secret, 'base64') };
}
