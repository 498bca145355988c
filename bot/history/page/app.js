import { ask, askAs } from './api.js';
import { caseView } from './case-view.js';
import { h } from './dom.js';
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
  view.replaceChildren(loading());
  try {
    const facts = /** @type {Start} */ (await ask('start'));
    globalThis.addEventListener('hashchange', () => show(facts, true));
    show(facts, false);
  } catch (error) {
    view.replaceChildren(failure(error, open));
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
 * What the address says.
 * @param {Start} facts
 * @param {boolean} hasMoved true when the reader went there from another view
 */
function show(facts, hasMoved) {
  leaving.abort();
  leaving = new AbortController();
  const [path = '', search = ''] = location.hash.slice(2).split('?');
  const [kind = '', id = ''] = path.split('/');
  const list = kind === 'entries' ? 'entries' : 'cases';
  drawTop(facts, kind === 'case' ? null : list);
  const parts =
    kind === 'case'
      ? caseView(decodeURIComponent(id), leaving.signal)
      : listView(list, facts, new URLSearchParams(search), leaving.signal);
  view.replaceChildren(...parts);
  globalThis.scrollTo(0, 0);
  if (hasMoved) view.focus({ preventScroll: true });
}

/**
 * @param {Start} facts
 * @param {'cases' | 'entries' | null} current
 */
function drawTop({ name }, current) {
  const links = /** @type {('cases' | 'entries')[]} */ (Object.keys(lists)).map((list) =>
    h('a', { href: addressOf(list), 'aria-current': list === current ? 'page' : null }, lists[list]),
  );
  top.replaceChildren(
    h(current === null ? 'span' : 'h1', { class: 'brand' }, 'History'),
    h('nav', { 'aria-label': 'Lists' }, ...links),
    h('span', { class: 'quiet reader' }, name),
  );
}

void start();
