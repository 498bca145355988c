import { PositionTaken, type StoredDocument } from '../log-store.ts';
import { isDuplicate, type Bounded } from './bounded.ts';
import type { Collections } from './collections.ts';

/** Large documents in one MongoDB database. */
export function mongoDocuments({ documents }: Collections, ask: Bounded) {
  const read = async (id: string): Promise<StoredDocument | null> => {
    const found = await ask.read(() => documents.findOne({ _id: id }));
    return found && { id: found._id, text: found.text, hash: found.hash };
  };

  return {
    read,
    async save({ id, text, hash }: StoredDocument): Promise<void> {
      try {
        await ask.write(() => documents.insertOne({ _id: id, text, hash }));
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const there = await read(id);
        if (there?.text !== text)
          throw new PositionTaken(`the document ${id} is written already`, { cause: error });
      }
    },
  };
}
