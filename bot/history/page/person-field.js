import { ask } from './api.js';
import { h } from './dom.js';

/** @typedef {import('../people-in-log.ts').KnownPerson} Person */
/** @typedef {'leaver' | 'operator' | 'approver'} Part */

export const people = /** @type {const} */ (['leaver', 'operator', 'approver']);
export const labels = { leaver: 'Leaver', operator: 'Operator', approver: 'Approver' };

/** So long nothing is asked while somebody types. */
const pauseMs = 250;

/**
 * Whom a text may mean, each as they are shown.
 * @param {Part} part
 * @param {string} text
 * @param {AbortSignal} signal
 * @returns {Promise<ReadonlyMap<string, string>>} object id by what is shown
 */
export async function offers(part, text, signal) {
  const found = /** @type {Person[]} */ (await ask(`people?${new URLSearchParams({ part, text })}`, signal));
  const shown = found.map(({ name, upn }) => (upn === null ? name : `${name} (${upn})`));
  return new Map(
    found.map(({ id, name }, at) => {
      const words = shown[at] ?? name;
      const isUnique = shown.filter((other) => other === words).length === 1;
      return [isUnique ? words : `${words} ${id}`, id];
    }),
  );
}

/**
 * A field for somebody's name, which offers whom the log knows. What is chosen goes into the address by object id, beside
 * the name that is shown for it.
 * @param {Part} part
 * @param {URLSearchParams} set
 */
export function personInput(part, set) {
  const list = h('datalist', { id: `people-${part}` });
  const value = set.get(nameOf(part)) ?? set.get(part) ?? '';
  const input = h('input', {
    name: part,
    value,
    maxlength: 256,
    placeholder: 'name or sign-in name',
    autocomplete: 'off',
    list: list.id,
    on: { input: () => offerSoon() },
  });
  let known = /** @type {ReadonlyMap<string, string>} */ (new Map([[value, set.get(part) ?? '']]));
  let asking = new AbortController();
  let pause = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
  function offerSoon() {
    clearTimeout(pause);
    asking.abort();
    asking = new AbortController();
    const text = input.value.trim();
    if (text === '' || known.has(text)) return;
    pause = setTimeout(() => void offer(text, asking.signal), pauseMs);
  }
  /**
   * @param {string} text
   * @param {AbortSignal} signal
   */
  async function offer(text, signal) {
    // Without offers the field takes what is typed: what fails here is said when the list is asked for.
    const found = await offers(part, text, signal).catch(() => null);
    if (found === null || signal.aborted) return;
    known = found;
    list.replaceChildren(...[...found.keys()].map((words) => h('option', { value: words })));
  }
  return { field: h('div', {}, input, list), chosen: () => chosenBy(part, input.value.trim(), known) };
}

/**
 * What the address says of somebody.
 * @param {Part} part
 * @param {string} text
 * @param {ReadonlyMap<string, string>} known
 * @returns {Record<string, string>}
 */
export function chosenBy(part, text, known) {
  if (text === '') return {};
  const id = known.get(text) ?? text;
  return id === text ? { [part]: text } : { [part]: id, [nameOf(part)]: text };
}

/** @param {string} part */
export function nameOf(part) {
  return `${part}-name`;
}
