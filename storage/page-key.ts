import type { HistoryQuery } from './log-store.ts';
import { BadPageKey } from './log-store.ts';
import { canonicalJson, sha256 } from './seal.ts';

/** Where a page begins: beside the entry of this `order`, and on which side. */
export interface Place {
  readonly side: 'older' | 'newer';
  readonly order: string;
}

const signs = { older: '<', newer: '>' } as const;

/**
 * Names a place, together with a check over the question that was answered: a key that was cut, made up or belongs
 * to another question is refused. It protects from mistakes; it opens nothing.
 */
export function pageKey(query: HistoryQuery, place: Place): string {
  const text = `${signs[place.side]}${place.order}`;
  return `${Buffer.from(text, 'utf8').toString('base64url')}.${check(query, text)}`;
}

/** @throws BadPageKey */
export function placeOf(query: HistoryQuery, key: string): Place {
  const text = Buffer.from(key.split('.')[0] ?? '', 'base64url').toString('utf8');
  const place: Place = { side: text.startsWith(signs.newer) ? 'newer' : 'older', order: text.slice(1) };
  if (place.order === '' || pageKey(query, place) !== key)
    throw new BadPageKey('not a page of this question');
  return place;
}

function check(query: HistoryQuery, text: string): string {
  const { page: _page, limit: _limit, lookAt: _lookAt, ...question } = query;
  return sha256(canonicalJson({ question, text })).slice(0, 16);
}
