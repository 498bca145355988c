import type { HistoryQuery } from './log-store.ts';
import { BadPageKey } from './log-store.ts';
import { canonicalJson, sha256 } from './seal.ts';

/**
 * Names the last entry of a page by its `order`, together with a check over the question it answered: a key that
 * was cut, made up or belongs to another question is refused. It protects from mistakes; it opens nothing.
 */
export function pageKey(query: HistoryQuery, order: string): string {
  return `${Buffer.from(order, 'utf8').toString('base64url')}.${check(query, order)}`;
}

/** @throws BadPageKey */
export function orderOf(query: HistoryQuery, key: string): string {
  const order = Buffer.from(key.split('.')[0] ?? '', 'base64url').toString('utf8');
  if (order === '' || pageKey(query, order) !== key) throw new BadPageKey('not a page of this question');
  return order;
}

function check(query: HistoryQuery, order: string): string {
  const { page: _page, limit: _limit, subject, ...rest } = query;
  // A person's entries are asked for by id and by pseudonym, and paged as one.
  const question = rest.leaverId === undefined ? { ...rest, subject } : rest;
  return sha256(canonicalJson({ question, order })).slice(0, 16);
}
