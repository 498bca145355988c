import { combobox } from './combobox.js';
import { h } from './dom.js';
import { idOf, labels, offers, wordsOf } from './offers.js';

/** @typedef {import('./offers.js').Part} Part */

const objectId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A field for somebody, which offers whom the log knows by the beginning of a name. What is chosen goes into the address
 * by object id alone; the field shows the name that the bot has for it.
 * @param {Part} part
 * @param {URLSearchParams} set
 */
export function personField(part, set) {
  const asked = set.get(part) ?? '';
  const input = h('input', {
    id: part,
    name: part,
    value: wordsOf(part, asked) ?? asked,
    maxlength: 256,
    placeholder: 'name or sign-in name',
    autocomplete: 'off',
  });
  const find = async (/** @type {string} */ text, /** @type {AbortSignal} */ signal) =>
    idOf(part, text) === undefined ? [...(await offers(part, text, signal)).keys()] : [];
  const list = combobox(input, find);
  if (input.value !== '' && input.value === asked && objectId.test(asked)) void showWhose(part, input);
  return {
    field: h('div', { class: 'field' }, h('label', { for: part }, labels[part]), input, list),
    /** @returns {Record<string, string>} what the address says */
    chosen() {
      const text = input.value.trim();
      return text === '' ? {} : { [part]: idOf(part, text) ?? text };
    },
  };
}

/**
 * The name in place of an object id; where the bot has none, the id stays.
 * @param {Part} part
 * @param {HTMLInputElement} input
 */
async function showWhose(part, input) {
  const id = input.value;
  await offers(part, id).catch(() => null);
  if (input.value === id) input.value = wordsOf(part, id) ?? id;
}
