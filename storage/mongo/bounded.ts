import { MongoServerError, MongoServerSelectionError, MongoWriteConcernError } from 'mongodb';
import { StoreDown, WriteUnknown } from '../log-store.ts';
import { withinDeadline } from './within-deadline.ts';

/** Asks the database and waits at most so long; every failure comes out as a word of the store's contract. */
export interface Bounded {
  read<T>(ask: () => Promise<T>): Promise<T>;
  /** As `read`, and says {@link WriteUnknown} wherever the write may have arrived. */
  write<T>(ask: () => Promise<T>): Promise<T>;
}

const duplicateKey = 11_000;

export function bounded(timeoutMs: number): Bounded {
  const late = `MongoDB did not answer within ${timeoutMs} ms`;
  return {
    async read(ask) {
      try {
        return await withinDeadline(timeoutMs, ask(), () => new StoreDown(late));
      } catch (error) {
        throw storeDown(error);
      }
    },
    async write(ask) {
      try {
        return await withinDeadline(timeoutMs, ask(), () => new WriteUnknown(late));
      } catch (error) {
        throw isCertain(error) ? storeDown(error) : new WriteUnknown(message(error), { cause: error });
      }
    },
  };
}

/** The write found its place taken. */
export function isDuplicate(error: unknown): boolean {
  return (
    error instanceof StoreDown && error.cause instanceof MongoServerError && error.cause.code === duplicateKey
  );
}

/** Certain that nothing was written: nobody to send it to, or the server itself said no. */
function isCertain(error: unknown): boolean {
  if (error instanceof StoreDown || error instanceof MongoServerSelectionError) return true;
  if (error instanceof MongoWriteConcernError || !(error instanceof MongoServerError)) return false;
  return !error.hasErrorLabel('RetryableWriteError') && error.code !== maxTimeExpired;
}

const maxTimeExpired = 50;

function storeDown(error: unknown): StoreDown {
  return error instanceof StoreDown ? error : new StoreDown(message(error), { cause: error });
}

function message(error: unknown): string {
  return `MongoDB refuses: ${error instanceof Error ? error.message : String(error)}`;
}
