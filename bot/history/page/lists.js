import { ask, Refused } from './api.js';
import { h, redraw, say } from './dom.js';
import { exportButtons } from './export-buttons.js';
import { filterForm, questionOf } from './filters.js';
import {
  addressOf,
  badge,
  caseLink,
  failure,
  goneSentence,
  loading,
  nameOf,
  table,
  whatCell,
} from './parts.js';
import { timeOf } from './times.js';
import { whoIsMeant } from './who-is-meant.js';

/** @typedef {import('./filters.js').Start} Start */
/** @typedef {import('../case-row.ts').CaseRow} CaseRow */
/** @typedef {import('../entry-row.ts').EntryRow} EntryRow */
/** @template Row @typedef {import('../read-page.ts').Page<Row>} Page */

const names = { cases: 'Cases', entries: 'Entries' };
const one = { cases: 'case', entries: 'entry' };

/**
 * @param {number} count
 * @param {'cases' | 'entries'} list
 */
function counted(count, list) {
  return `${count} ${count === 1 ? one[list] : list}`;
}

const nothing = {
  cases: ['No case fits', 'Nobody was offboarded yet, or the filters leave nothing.'],
  entries: ['No entry fits', 'Nothing was done yet, or the filters leave nothing.'],
};

/**
 * A list with its filters, page by page.
 * @param {'cases' | 'entries'} list
 * @param {Start} start
 * @param {URLSearchParams} set filters and page
 * @param {AbortSignal} left aborts when the reader has gone on
 */
export function listView(list, start, set, left) {
  const place = h('section', { class: 'list', 'aria-label': names[list], tabindex: -1 }, loading());
  const look = (/** @type {Record<string, string>} */ filters) => {
    const address = addressOf(list, filters);
    if (location.hash === address) void read();
    else location.hash = address;
  };
  const read = async () => {
    redraw(place, loading());
    try {
      const page = await ask(`${list}?${questionOf(set)}`, left);
      redraw(place, ...shown(list, page, set));
      place.dispatchEvent(new Event('drawn', { bubbles: true }));
    } catch (error) {
      if (left.aborted) return;
      redraw(place, failure(error, read));
      if (error instanceof Refused && error.error.code === 'ambiguous')
        place.append(...(await whoIsMeant(list, set, left)));
    }
  };
  void read();
  return [filterForm(start, set, look), place];
}

/**
 * @param {'cases' | 'entries'} list
 * @param {Page<CaseRow | EntryRow>} page
 * @param {URLSearchParams} set
 */
function shown(list, page, set) {
  const { rows } = page;
  const [title = '', why = ''] = nothing[list];
  const empty = h('section', { class: 'notice' }, h('h2', {}, title), h('p', {}, why));
  const further = h(
    'p',
    { class: 'notice', role: 'note' },
    'What you look for is rare: this is what was found so far. “Older” looks further back.',
  );
  say(rows.length === 0 ? title : counted(rows.length, list));
  const drawn =
    list === 'cases'
      ? casesTable(/** @type {CaseRow[]} */ (rows))
      : entriesTable(/** @type {EntryRow[]} */ (rows));
  return [
    toolbar(list, page, set),
    rows.length === 0 && !page.isPart ? empty : h('div', { class: 'card flush' }, drawn),
    ...(page.isPart ? [further] : []),
    pager(list, page, set),
  ];
}

/** @param {readonly CaseRow[]} rows */
function casesTable(rows) {
  const heads = ['Leaver', 'Case', 'Opened', 'By', 'Standing', 'Changes', 'Closed'];
  return table(
    'Cases',
    heads,
    rows.map((row) => [
      h(
        'span',
        {},
        h('a', { href: addressOf(`case/${row.caseId}`), class: 'name' }, row.leaver?.name ?? row.caseId),
        h(
          'span',
          { class: 'quiet block' },
          row.gone === null ? (row.leaver?.upn ?? '') : goneSentence(row.gone),
        ),
      ),
      caseLink(row.caseId),
      row.openedAt && timeOf(row.openedAt),
      nameOf(row.operator),
      badge(row.outcome ?? row.status, row.standing),
      row.tally || null,
      row.closedAt && timeOf(row.closedAt),
    ]),
  );
}

/** @param {readonly EntryRow[]} rows */
function entriesTable(rows) {
  const heads = ['Time', 'What', 'Result', 'Step', 'Done by', 'Leaver', 'Case'];
  return table(
    'Entries',
    heads,
    rows.map((row) => [
      timeOf(row.at, 'long'),
      whatCell(row),
      row.result && row.resultName ? badge(row.result, row.resultName) : null,
      row.stepName && h('span', {}, row.stepName, h('span', { class: 'quiet block' }, row.systemName ?? '')),
      h('span', { class: 'short' }, row.by.name),
      row.leaver && h('span', { class: 'short' }, row.leaver.name),
      h('span', { class: 'short' }, caseLink(row.caseId), h('span', { class: 'quiet' }, ` ${row.seq}`)),
    ]),
  );
}

/**
 * What a page counts is on it: of how many, nobody has counted.
 * @param {'cases' | 'entries'} list
 * @param {Page<unknown>} page
 * @param {boolean} isFurther
 */
function countWords(list, { rows, next }, isFurther) {
  const count = counted(rows.length, list);
  if (isFurther) return `${count} on this page`;
  return next === null ? `${count}, newest first` : `The newest ${count}`;
}

/**
 * @param {'cases' | 'entries'} list
 * @param {Page<unknown>} page
 * @param {URLSearchParams} set
 */
function toolbar(list, page, set) {
  const count = page.rows.length === 0 ? '' : countWords(list, page, set.has('page'));
  return h(
    'div',
    { class: 'toolbar' },
    h('p', { class: 'quiet' }, count),
    exportButtons(list, questionOf(set)),
  );
}

/**
 * @param {'cases' | 'entries'} list
 * @param {Page<unknown>} page
 * @param {URLSearchParams} set
 */
function pager(list, { next, previous }, set) {
  if (next === null && previous === null) return '';
  const to = (/** @type {string | null} */ page) => {
    const { page: _page, ...filters } = Object.fromEntries(set);
    return addressOf(list, page === null ? filters : { ...filters, page });
  };
  const link = (
    /** @type {string} */ words,
    /** @type {string | null} */ page,
    /** @type {boolean} */ isThere,
  ) =>
    isThere
      ? h('a', { class: 'button', href: to(page) }, words)
      : h('span', { class: 'button off', 'aria-disabled': 'true' }, words);
  return h(
    'nav',
    { class: 'pager', 'aria-label': 'Pages' },
    link('Newest', null, previous !== null),
    link('Newer', previous, previous !== null),
    link('Older', next, next !== null),
  );
}
