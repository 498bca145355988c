import { h } from './dom.js';
import { people } from './offers.js';
import { personField } from './person-field.js';
import { startOfDay } from './times.js';

/** @typedef {{ id: string, name: string }} Option */
/** @typedef {{ name: string, steps: Option[], actions: Option[], systems: Option[], results: Option[] }} Start */

export const filterNames = [...people, 'step', 'action', 'result', 'system', 'from', 'to'];

/**
 * The form above a list.
 * @param {Start} start
 * @param {URLSearchParams} set what is asked for at the moment
 * @param {(filters: Record<string, string>) => void} look
 */
export function filterForm(start, set, look) {
  const count = filterNames.filter((name) => set.has(name)).length;
  const persons = people.map((part) => personField(part, set));
  const chosen = () => Object.assign({}, ...persons.map((one) => one.chosen()));
  const form = h(
    'form',
    {
      class: 'filters',
      role: 'search',
      'aria-label': 'Filters',
      on: { submit: (event) => submit(event, chosen(), look) },
    },
    ...persons.map((one) => one.field),
    choice('step', 'Step', start.steps, set),
    choice('action', 'Action', start.actions, set),
    choice('system', 'System', start.systems, set),
    choice('result', 'Result', start.results, set),
    day('from', 'From', set),
    day('to', 'To', set),
    h(
      'div',
      { class: 'buttons' },
      h('button', { type: 'submit', class: 'primary' }, 'Apply'),
      h('button', { type: 'button', disabled: count === 0, on: { click: () => look({}) } }, 'Clear'),
    ),
  );
  const isOpen = count > 0 || matchMedia('(min-width: 700px)').matches;
  const summary = count === 0 ? 'Filters' : `Filters (${count})`;
  return h('details', { class: 'card', open: isOpen }, h('summary', {}, summary), form);
}

/**
 * The question to the bot: days become the instants at which they begin and end where the reader is.
 * @param {URLSearchParams} set
 */
export function questionOf(set) {
  const question = new URLSearchParams(set);
  const [from, to] = [set.get('from'), set.get('to')];
  if (from) question.set('from', startOfDay(from) || from);
  if (to) question.set('to', startOfDay(to, 1) || to);
  return question;
}

/**
 * @param {SubmitEvent} event
 * @param {Record<string, string>} chosen who is looked for
 * @param {(filters: Record<string, string>) => void} look
 */
function submit(event, chosen, look) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const given = [...new FormData(form)].map(([name, value]) => [
    name,
    typeof value === 'string' ? value.trim() : '',
  ]);
  const parts = new Set(/** @type {readonly string[]} */ (people));
  const rest = given.filter(([name, value]) => value !== '' && !parts.has(name ?? ''));
  look({ ...chosen, ...Object.fromEntries(rest) });
}

/**
 * @param {string} name
 * @param {string} label
 * @param {readonly Option[]} options
 * @param {URLSearchParams} set
 */
function choice(name, label, options, set) {
  const chosen = set.get(name);
  const any = h('option', { value: '' }, 'any');
  const rest = options.map((one) => h('option', { value: one.id, selected: one.id === chosen }, one.name));
  return field(label, h('select', { name }, any, ...rest));
}

/**
 * @param {string} name
 * @param {string} label
 * @param {URLSearchParams} set
 */
function day(name, label, set) {
  return field(label, h('input', { name, type: 'date', value: set.get(name) ?? '', max: '9999-12-31' }));
}

/**
 * @param {string} label
 * @param {HTMLElement} input
 */
function field(label, input) {
  return h('label', { class: 'field' }, h('span', {}, label), input);
}
