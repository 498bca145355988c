/**
 * An element with its children. Text is always text: nothing that comes from the log is ever read as HTML.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {{ on?: Record<string, (event: any) => unknown>, [attribute: string]: any }} attributes `true` = there
 * without a value; `null`, `undefined` and `false` = not there
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, { on = {}, ...attributes }, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
  element.append(...children.filter((child) => child !== null));
  return element;
}

let saying = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);

/**
 * Says something to those who do not see the page; also when it is what was said before.
 * @param {string} text
 */
export function say(text) {
  const said = document.getElementById('said');
  if (!said) return;
  clearTimeout(saying);
  said.textContent = '';
  saying = setTimeout(() => {
    said.textContent = text;
  }, 50);
}

/**
 * Something that is no button takes the focus, so that whoever uses the keyboard goes on from there.
 * @param {Element | undefined} place
 */
export function standOn(place) {
  if (!(place instanceof HTMLElement)) return;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

/**
 * Puts something else in a place. Whoever stood on what was there then stands on the place, and not nowhere.
 * @param {HTMLElement} place
 * @param {...(Node | string)} parts
 */
export function redraw(place, ...parts) {
  const isLost = place.contains(document.activeElement);
  place.replaceChildren(...parts);
  if (isLost) standOn(place);
}

/**
 * A button that does one thing at a time. It is not disabled meanwhile: that would take the focus from whoever pressed it.
 * @param {string} words
 * @param {string} meanwhile
 * @param {() => Promise<void>} act
 */
export function actButton(words, meanwhile, act) {
  const button = h('button', { type: 'button', on: { click: () => void once() } }, words);
  async function once() {
    if (button.hasAttribute('aria-disabled')) return;
    button.setAttribute('aria-disabled', 'true');
    button.textContent = meanwhile;
    say(meanwhile);
    await act();
    button.removeAttribute('aria-disabled');
    button.textContent = words;
  }
  return button;
}
