import { ask } from './api.js';

/** @typedef {import('../people-in-log.ts').KnownPerson} Person */
/** @typedef {'leaver' | 'operator' | 'approver'} Part */
/** @typedef {ReadonlyMap<string, string>} Offers object id by what is shown */

export const people = /** @type {const} */ (['leaver', 'operator', 'approver']);
export const labels = { leaver: 'Leaver', operator: 'Operator', approver: 'Approver' };

/**
 * Whom the bot has named since the page was opened. Nobody else says who somebody is, least of all the address: whoever
 * makes a link writes what they like.
 * @type {Record<Part, Offers>}
 */
const told = { leaver: new Map(), operator: new Map(), approver: new Map() };

/**
 * Whom a text may mean, each as they are shown; of an object id, whose it is.
 * @param {Part} part
 * @param {string} text
 * @param {AbortSignal} [signal]
 * @returns {Promise<Offers>}
 */
export async function offers(part, text, signal) {
  const found = /** @type {Person[]} */ (await ask(`people?${new URLSearchParams({ part, text })}`, signal));
  const shown = found.map(({ name, upn }) => (upn === null ? name : `${name} (${upn})`));
  const isUnique = (/** @type {string} */ words) => shown.filter((other) => other === words).length === 1;
  const offered = new Map(
    shown.map((words, at) => {
      const { id } = /** @type {Person} */ (found[at]);
      return [isUnique(words) ? words : `${words} ${id}`, id];
    }),
  );
  const before = [...told[part]].filter(([words]) => !shown.includes(words));
  told[part] = new Map([...before, ...offered]);
  return offered;
}

/**
 * The object id of whom the bot has shown so.
 * @param {Part} part
 * @param {string} words
 */
export function idOf(part, words) {
  return told[part].get(words);
}

/**
 * How the bot has shown whose object id this is.
 * @param {Part} part
 * @param {string} id
 */
export function wordsOf(part, id) {
  const [words] = [...told[part]].find(([, one]) => one.toLowerCase() === id.toLowerCase()) ?? [];
  return words;
}
