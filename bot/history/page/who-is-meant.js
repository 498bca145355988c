import { h } from './dom.js';
import { addressOf } from './parts.js';
import { labels, offers, people } from './offers.js';

/** @typedef {import('./offers.js').Part} Part */
/** @typedef {import('./offers.js').Offers} Offers */

/**
 * Whom what was typed may mean, each a link to the list of them.
 * @param {'cases' | 'entries'} list
 * @param {URLSearchParams} set
 * @param {AbortSignal} left
 */
export async function whoIsMeant(list, set, left) {
  const { page: _page, ...filters } = Object.fromEntries(set);
  const asked = people.filter((part) => set.has(part));
  const found = await Promise.all(asked.map((part) => offers(part, set.get(part) ?? '', left).catch(nobody)));
  return asked.flatMap((part, at) => {
    const known = found[at] ?? nobody();
    return known.size > 1 ? [choices(part, known, (id) => addressOf(list, { ...filters, [part]: id }))] : [];
  });
}

/** @returns {Offers} */
function nobody() {
  return new Map();
}

/**
 * @param {Part} part
 * @param {Offers} known
 * @param {(id: string) => string} address
 */
function choices(part, known, address) {
  const links = [...known].map(([words, id]) =>
    h('li', {}, h('a', { class: 'button', href: address(id) }, words)),
  );
  return h(
    'nav',
    { class: 'choices', 'aria-label': `${labels[part]}: who is meant` },
    h('h3', {}, labels[part]),
    h('ul', {}, ...links),
  );
}
