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

/**
 * Says something to those who do not see the page.
 * @param {string} text
 */
export function say(text) {
  const said = document.getElementById('said');
  if (said) said.textContent = text;
}
