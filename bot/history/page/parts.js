import { h } from './dom.js';
import { Refused } from './api.js';
import { timeOf } from './times.js';

/** How a result or a standing looks; the word says it as well. */
const tones = /** @type {Record<string, string>} */ ({
  verified: 'good',
  complete: 'good',
  approved: 'good',
  applied: 'brand',
  working: 'brand',
  undoing: 'brand',
  asked: 'brand',
  intended: 'brand',
  undone: 'brand',
  'partly-undone': 'brand',
  failed: 'bad',
  unknown: 'bad',
  damaged: 'bad',
  incomplete: 'bad',
  'undo-failed': 'bad',
  rejected: 'bad',
  unreadable: 'bad',
  attention: 'warn',
  refused: 'warn',
  expired: 'warn',
  'undo-asked': 'warn',
});

/**
 * @param {string} kind
 * @param {string} words
 */
export function badge(kind, words) {
  return h('span', { class: `badge ${tones[kind] ?? 'plain'}` }, words);
}

/**
 * Somebody, or nobody.
 * @param {{ name: string } | null} person
 */
export function nameOf(person) {
  return person?.name ?? null;
}

/**
 * Why a case cannot be read: erased by somebody's word, or without one.
 * @param {import('../gone.ts').Gone} gone
 */
export function goneSentence({ kind, by, at }) {
  if (kind === 'key lost')
    return h('span', {}, 'Cannot be read: its key is missing, and no erasure is on record.');
  const rest = kind === 'erased' ? '.' : '; that its key is gone has not been checked yet.';
  return h(
    'span',
    {},
    'Erased on ',
    at === null ? 'a day not known' : timeOf(at),
    ` by ${by?.name ?? 'nobody known'}${rest}`,
  );
}

/**
 * An address of this page.
 * @param {string} path `cases`
 * @param {Record<string, string>} [parameters]
 */
export function addressOf(path, parameters = {}) {
  const search = new URLSearchParams(parameters).toString();
  return `#/${path}${search === '' ? '' : `?${search}`}`;
}

/** @param {string} caseId */
export function caseLink(caseId) {
  if (!caseId.startsWith('OFF-')) return h('span', { class: 'mono' }, caseId);
  return h('a', { href: addressOf(`case/${caseId}`), class: 'mono' }, caseId);
}

/** What stays so however often it is asked: then another question helps, and not the same once more. */
const lasting = new Set(['no-such-case', 'bad-filter', 'not-found', 'ambiguous', 'too-long']);

/**
 * What went wrong, and the way on.
 * @param {unknown} error
 * @param {(() => unknown) | null} again
 */
export function failure(error, again) {
  const { code, title, text, next } =
    error instanceof Refused
      ? error.error
      : {
          code: 'not-understood',
          title: 'Something went wrong',
          text: 'This page did not understand the answer.',
          next: 'Try again.',
        };
  return h(
    'section',
    { class: 'notice', role: 'alert' },
    h('h2', {}, title),
    h('p', {}, text),
    h('p', {}, next),
    again && !lasting.has(code) ? h('button', { type: 'button', on: { click: again } }, 'Try again') : null,
    code === 'no-such-case' ? h('a', { class: 'button', href: addressOf('cases') }, 'Show all cases') : null,
  );
}

/**
 * What went wrong, after an element; what was said there before goes.
 * @param {Element | null} element
 * @param {unknown} error `null`: nothing
 */
export function failureAfter(element, error) {
  const before = element?.nextElementSibling;
  if (before?.matches('.notice[role=alert]')) before.remove();
  if (error !== null) element?.after(failure(error, null));
}

/**
 * A table that is a list of cards where the screen is narrow; its roles are said, because that look takes them away.
 * @param {string} label
 * @param {readonly string[]} heads
 * @param {readonly (readonly (Node | string | null)[])[]} rows
 */
export function table(label, heads, rows) {
  const cells = (/** @type {readonly (Node | string | null)[]} */ row) =>
    row.map((cell, at) =>
      h(
        'td',
        { role: 'cell', class: cell === null ? 'none' : null, 'data-label': heads[at] },
        h('div', {}, cell ?? '–'),
      ),
    );
  return h(
    'table',
    { role: 'table', 'aria-label': label },
    h(
      'thead',
      { role: 'rowgroup' },
      h('tr', { role: 'row' }, ...heads.map((head) => h('th', { role: 'columnheader', scope: 'col' }, head))),
    ),
    h('tbody', { role: 'rowgroup' }, ...rows.map((row) => h('tr', { role: 'row' }, ...cells(row)))),
  );
}

/** Where something will be in a moment. */
export function loading() {
  const bars = Array.from({ length: 8 }, () => h('div', { class: 'bar' }));
  return h(
    'div',
    { class: 'loading', 'aria-busy': 'true' },
    h('span', { class: 'unseen' }, 'Reading the log …'),
    ...bars,
  );
}

/** @param {import('#storage/entry.ts').LoggedError} error */
export function errorBlock(error) {
  const status = error.status === undefined ? '' : ` (${error.status})`;
  return h(
    'div',
    { class: 'error' },
    h('span', { class: 'mono' }, `${error.code}${status}`),
    ` ${error.message}`,
    h(
      'div',
      { class: 'quiet' },
      error.operation,
      ' · request id ',
      h('span', { class: 'mono' }, error.requestId ?? 'none'),
    ),
  );
}

/**
 * What was done, why, and what a system said against it.
 * @param {import('../entry-row.ts').EntryRow} row
 */
export function whatCell(row) {
  return h(
    'div',
    { class: 'what' },
    row.isUndo ? badge('undone', 'undo') : null,
    h('span', {}, row.what),
    ...row.why.map((words) => h('div', { class: 'quiet' }, words)),
    row.error && errorBlock(row.error),
  );
}

/**
 * @param {string} title
 * @param {...(Node | string | null)} content
 */
export function card(title, ...content) {
  return h('section', { class: 'card', 'aria-label': title }, h('h2', {}, title), ...content);
}

/**
 * @param {readonly (readonly [string, Node | string | null])[]} pairs
 */
export function facts(pairs) {
  return h('dl', {}, ...pairs.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value ?? '–')]));
}
