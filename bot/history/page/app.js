import { ask, askAs } from './api.js';
import { caseView } from './case-view.js';
import { h, redraw, standOn } from './dom.js';
import { listView } from './lists.js';
import { addressOf, failure, loading } from './parts.js';
import { signIn } from '/history/sign-in.js';

/** @typedef {import('./filters.js').Start} Start */

const view = /** @type {HTMLElement} */ (document.getElementById('view'));
const top = /** @type {HTMLElement} */ (document.getElementById('top'));
const lists = /** @type {const} */ ({ cases: 'Cases', entries: 'Entries' });

/** Teams' themes; one that we do not know looks like the usual one. */
const themes = new Set(['default', 'dark', 'contrast']);

let leaving = new AbortController();

/** Another page or other filters of the same list: then the list is what the reader wants. */
let shownList = /** @type {'cases' | 'entries' | null} */ (null);
let opened = /** @type {{ from: string, link: string } | null} */ (null);

/** @param {string} theme */
function showTheme(theme) {
  document.documentElement.dataset['theme'] = themes.has(theme) ? theme : 'default';
}

async function start() {
  const signedIn = await signIn(showTheme);
  if (signedIn === null) return view.replaceChildren(outsideTeams());
  askAs(signedIn.authorization);
  await open();
}

async function open() {
  top.replaceChildren(h('h1', { class: 'brand' }, 'History'));
  redraw(view, loading());
  try {
    const facts = /** @type {Start} */ (await ask('start'));
    globalThis.addEventListener('hashchange', () => show(facts, true));
    show(facts, false);
  } catch (error) {
    redraw(view, failure(error, open));
  }
}

function outsideTeams() {
  return h(
    'section',
    { class: 'notice' },
    h('h1', {}, 'Open this in Microsoft Teams'),
    h('p', {}, 'The history is shown inside Teams only, where it is known who is reading.'),
    h('p', {}, 'In Teams, open the app Offboarding and its tab History.'),
  );
}

/**
 * Where a path leads; `null`: nowhere.
 * @param {string} path
 * @returns {{ list: 'cases' | 'entries' } | { caseId: string } | null}
 */
function placeOf(path) {
  if (path === '' || path === 'cases') return { list: 'cases' };
  if (path === 'entries') return { list: 'entries' };
  const [kind, id = '', ...more] = path.split('/');
  const caseId = decoded(id);
  return kind === 'case' && caseId !== '' && more.length === 0 ? { caseId } : null;
}

/**
 * Empty where the text is no part of an address.
 * @param {string} part
 */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

/**
 * @param {ReturnType<typeof placeOf>} place
 * @param {Start} facts
 * @param {URLSearchParams} filters
 */
function partsOf(place, facts, filters) {
  if (place === null) return [nowhere()];
  if ('list' in place) return listView(place.list, facts, filters, leaving.signal);
  return caseView(place.caseId, leaving.signal);
}

function nowhere() {
  return h(
    'section',
    { class: 'notice', role: 'alert' },
    h('h1', {}, 'There is no such page'),
    h(
      'p',
      {},
      'The address names no list and no case. A case is found by its number in the list of all cases.',
    ),
    h('p', {}, h('a', { href: addressOf('cases') }, 'Show all cases')),
  );
}

/**
 * What the address says.
 * @param {Start} facts
 * @param {boolean} hasMoved true when the reader went there from another view
 */
function show(facts, hasMoved) {
  leaving.abort();
  leaving = new AbortController();
  const [path = '', search = ''] = location.hash.slice(2).split('?');
  const place = placeOf(path);
  const list = place !== null && 'list' in place ? place.list : null;
  drawTop(facts, list);
  const parts = partsOf(place, facts, new URLSearchParams(search));
  view.replaceChildren(...parts);
  globalThis.scrollTo(0, 0);
  if (hasMoved) standOn(list !== null && list === shownList ? listIn() : view);
  shownList = list;
}

function listIn() {
  return view.querySelector('.list') ?? view;
}

/** A case that is opened from a list: whoever comes back to that list goes on from there. */
view.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('.list td a') : null;
  if (link) opened = { from: location.hash, link: link.getAttribute('href') ?? '' };
});
view.addEventListener('drawn', () => {
  const { from, link } = opened ?? {};
  if (from !== location.hash || document.activeElement !== view) return;
  const links = [...view.querySelectorAll('a')];
  links.find((one) => one.closest('.list td') && one.getAttribute('href') === link)?.focus();
});

/**
 * @param {Start} facts
 * @param {'cases' | 'entries' | null} current
 */
function drawTop({ name }, current) {
  const links = /** @type {('cases' | 'entries')[]} */ (Object.keys(lists)).map((list) =>
    h('a', { href: addressOf(list), 'aria-current': list === current ? 'page' : null }, lists[list]),
  );
  const skip = h(
    'button',
    { class: 'skip', type: 'button', on: { click: () => standOn(listIn()) } },
    'Skip to the list',
  );
  top.replaceChildren(
    current === null ? '' : skip,
    h(current === null ? 'span' : 'h1', { class: 'brand' }, 'History'),
    h('nav', { 'aria-label': 'Lists' }, ...links),
    h('span', { class: 'quiet reader' }, name),
  );
}

void start();
