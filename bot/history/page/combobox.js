import { h, say } from './dom.js';

/** So long nothing is asked while somebody types. */
const pauseMs = 250;

/**
 * Makes a field offer what its text may mean: arrows walk, Enter takes, Escape shuts, and the focus stays in the field
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). The browser's own list would not do: it shows only offers that
 * hold what was typed letter by letter, for `zoe` no `Zoë`.
 * @param {HTMLInputElement} input
 * @param {(text: string, signal: AbortSignal) => Promise<readonly string[]>} find
 */
export function combobox(input, find) {
  const list = offerList(input);
  let asking = new AbortController();
  let pause = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);

  function shut() {
    clearTimeout(pause);
    asking.abort();
    list.shut();
  }

  /** @param {number} ms */
  function offerIn(ms) {
    shut();
    asking = new AbortController();
    const { signal } = asking;
    const text = input.value.trim();
    if (text !== '') pause = setTimeout(() => void offer(text, signal), ms);
  }

  /**
   * @param {string} text
   * @param {AbortSignal} signal
   */
  async function offer(text, signal) {
    // Without offers the field takes what is typed: what fails here is said when the list is asked for.
    const found = await find(text, signal).catch(() => []);
    if (!signal.aborted && document.activeElement === input) list.show(found);
  }

  /** What each key does where it is meant for the offers; else it does what it does in any field. */
  const keys = /** @type {Record<string, () => boolean>} */ ({
    ArrowDown: () => list.walk(1) || done(() => offerIn(0)),
    ArrowUp: () => list.walk(-1),
    Enter: () => list.takeChosen(),
    Escape: () => list.isOpen() && done(shut),
  });
  input.addEventListener('input', () => offerIn(pauseMs));
  input.addEventListener('blur', shut);
  input.addEventListener('keydown', (event) => {
    if (!event.isComposing && keys[event.key]?.()) event.preventDefault();
  });
  return list.element;
}

/** @param {() => void} act */
function done(act) {
  act();
  return true;
}

/**
 * The offers below a field, and what the field says of them.
 * @param {HTMLInputElement} input
 */
function offerList(input) {
  const id = `${input.id}-offers`;
  const element = h('ul', {
    id,
    class: 'offers',
    role: 'listbox',
    'aria-label': 'People who fit',
    hidden: true,
  });
  setAll(input, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': id });
  setAll(input, { 'aria-expanded': 'false' });
  const chosen = () => element.querySelector('[aria-selected=true]');

  /** @param {readonly string[]} offers none: shut */
  function show(offers) {
    element.replaceChildren(...offers.map((words, at) => option(`${id}-${at}`, words, take)));
    element.hidden = offers.length === 0;
    setAll(input, { 'aria-expanded': String(offers.length > 0) });
    input.removeAttribute('aria-activedescendant');
    if (offers.length > 0) say(offers.length === 1 ? '1 person fits' : `${offers.length} people fit`);
  }

  /** @param {string} words */
  function take(words) {
    input.value = words;
    show([]);
  }

  /** @param {1 | -1} by */
  function walk(by) {
    const options = [...element.children];
    if (options.length === 0) return false;
    const from = chosen();
    const first = by === 1 ? 0 : options.length - 1;
    const at = from === null ? first : (options.indexOf(from) + by + options.length) % options.length;
    for (const [one, words] of options.entries()) setAll(words, { 'aria-selected': String(one === at) });
    setAll(input, { 'aria-activedescendant': `${id}-${at}` });
    options[at]?.scrollIntoView({ block: 'nearest' });
    return true;
  }

  return {
    element,
    show,
    walk,
    shut: () => show([]),
    isOpen: () => !element.hidden,
    takeChosen: () => chosen() !== null && done(() => take(chosen()?.textContent ?? '')),
  };
}

/**
 * @param {string} id
 * @param {string} words
 * @param {(words: string) => void} take
 */
function option(id, words, take) {
  // The field keeps the focus, so that it does not shut before the click has come.
  const on = { mousedown: (/** @type {Event} */ event) => event.preventDefault(), click: () => take(words) };
  return h('li', { id, role: 'option', 'aria-selected': 'false', on }, words);
}

/**
 * @param {Element} element
 * @param {Record<string, string>} attributes
 */
function setAll(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}
