import { ask } from './api.js';
import { actButton, h, say, standOn } from './dom.js';
import { exportButtons } from './export-buttons.js';
import { badge, failureAfter, whatCell } from './parts.js';
import { timeOf } from './times.js';

/** @typedef {import('./case-view.js').CasePage} CasePage */
/** @typedef {import('../entry-row.ts').EntryRow} EntryRow */

/**
 * Every act of the case, in order.
 * @param {CasePage} page
 */
export function timeline({ caseId, timeline: rows, next }) {
  const list = h('ol', { class: 'timeline told' }, ...rows.map(act));
  const more = moreButton(caseId, next, list);
  return h(
    'section',
    { class: 'card', 'aria-label': 'Timeline' },
    h(
      'div',
      { class: 'toolbar' },
      h('h2', {}, 'Timeline'),
      h(
        'label',
        { class: 'check' },
        h('input', { type: 'checkbox', on: { change: () => list.classList.toggle('told') } }),
        'Show which process worked on it',
      ),
      exportButtons('entries', new URLSearchParams({ case: caseId })),
    ),
    list,
    more,
  );
}

/**
 * @param {string} caseId
 * @param {number | null} next
 * @param {HTMLElement} list
 */
function moreButton(caseId, next, list) {
  if (next === null) return null;
  let after = next;
  const button = actButton('Show more', 'Reading …', async () => {
    failureAfter(button, null);
    try {
      const page = /** @type {CasePage} */ (await ask(`cases/${encodeURIComponent(caseId)}?after=${after}`));
      const acts = page.timeline.map(act);
      list.append(...acts);
      const seen = acts.filter((one) => one.checkVisibility());
      standOn(seen[0] ?? list);
      say(seen.length === 1 ? '1 more entry' : `${seen.length} more entries`);
      if (page.next === null) button.remove();
      after = page.next ?? after;
    } catch (error) {
      failureAfter(button, error);
    }
  });
  return button;
}

const bookkeeping = new Set(['taken', 'released']);

/** @param {EntryRow} row */
function act(row) {
  return h(
    'li',
    { class: bookkeeping.has(row.phase) ? 'small' : null },
    h('div', { class: 'when' }, timeOf(row.at, 'long')),
    h('div', { class: 'act' }, whatCell(row), who(row)),
    row.result && row.resultName ? badge(row.result, row.resultName) : null,
  );
}

/** @param {EntryRow} row */
function who({ by, stepName, systemName, seq, hash }) {
  const where = [stepName, systemName].filter((words) => words !== null).join(' · ');
  return h(
    'div',
    { class: 'who' },
    h('span', { class: 'person' }, by.name),
    where === '' ? null : h('span', { class: 'place' }, where),
    h('span', { class: 'mono', title: `SHA-256 ${hash}` }, `#${seq} ${hash.slice(0, 8)}`),
  );
}
