import { ask } from './api.js';
import { h, say } from './dom.js';
import { exportButtons, whatCell } from './lists.js';
import { addressOf, badge, errorBlock, failure, loading, nameOf, table } from './parts.js';
import { timeOf } from './times.js';

/** @typedef {Extract<import('../case-page.ts').CasePage, { kind: 'case' }>} CasePage */
/** @typedef {import('../case-page.ts').CasePage} AnyCasePage */
/** @typedef {import('../chain-state.ts').ChainState} ChainState */
/** @typedef {import('../entry-row.ts').EntryRow} EntryRow */

/**
 * Everything about one case.
 * @param {string} caseId
 * @param {AbortSignal} left aborts when the reader has gone on
 */
export function caseView(caseId, left) {
  const place = h('div', { class: 'case' }, loading());
  const read = async () => {
    place.replaceChildren(loading());
    try {
      const page = /** @type {AnyCasePage} */ (await ask(`cases/${encodeURIComponent(caseId)}`, left));
      place.replaceChildren(...(page.kind === 'case' ? wholeCase(page) : damagedCase(page)));
      say(page.kind === 'case' ? `Case ${page.caseId} is shown` : 'The case is damaged');
    } catch (error) {
      if (!left.aborted) place.replaceChildren(backLink(), failure(error, read));
    }
  };
  void read();
  return [place];
}

function backLink() {
  return h('p', {}, h('a', { href: addressOf('cases') }, '← All cases'));
}

/** @param {Extract<AnyCasePage, { kind: 'damaged' }>} page */
function damagedCase({ caseId, chain }) {
  return [backLink(), h('h1', {}, caseId), chainCard(chain)];
}

/** @param {CasePage} page */
function wholeCase(page) {
  return [
    backLink(),
    h(
      'div',
      { class: 'headline' },
      h('h1', {}, page.leaver?.name ?? page.caseId),
      badge(page.outcome ?? page.status, page.standing),
      page.dryRun ? badge('plain', 'dry run') : null,
    ),
    h('p', { class: 'quiet' }, h('span', { class: 'mono' }, page.caseId), ` · ${page.leaver?.upn ?? ''}`),
    h('div', { class: 'two' }, factsCard(page), chainCard(page.chain)),
    card('Approvals', approvals(page)),
    card('Access before and after', access(page)),
    card('What is left', left(page)),
    timeline(page),
  ];
}

/**
 * @param {string} title
 * @param {...(Node | string | null)} content
 */
function card(title, ...content) {
  return h('section', { class: 'card', 'aria-label': title }, h('h2', {}, title), ...content);
}

/**
 * @param {readonly (readonly [string, Node | string | null])[]} pairs
 */
function facts(pairs) {
  return h('dl', {}, ...pairs.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value ?? '–')]));
}

/** @param {CasePage} page */
function factsCard(page) {
  return card(
    'The case',
    facts([
      ['Opened', h('span', {}, page.openedAt && timeOf(page.openedAt, 'long'), ` by ${nameOf(page.operator)}`)],
      ['Plan settled by', nameOf(page.chosenBy)],
      ['Closed', page.closedAt && timeOf(page.closedAt, 'long')],
      ['Manager', page.manager],
      ['Changes', page.tally || 'none'],
      ['Last access', page.lastAccess],
    ]),
  );
}

/** @param {ChainState} chain */
function chainCard(chain) {
  if (chain.state === 'damaged') {
    return card(
      'Proof',
      badge('damaged', 'changed after it was written'),
      h('p', { role: 'alert' }, chain.why),
      facts([['Entry', h('span', { class: 'mono' }, chain.entry)]]),
    );
  }
  const isSound = chain.state === 'sound';
  return card(
    'Proof',
    h('p', {}, isSound ? badge('verified', 'chain verified now') : badge('damaged', 'not what was signed')),
    facts([
      ['Entries', `${chain.entries}, positions 1 to ${chain.entries} without a gap, every hash computed anew`],
      ['Head', h('span', { class: 'mono break' }, chain.head)],
      ['Checkpoint', checkpointWords(chain)],
    ]),
  );
}

/** @param {Exclude<ChainState, { state: 'damaged' }>} chain */
function checkpointWords({ checkpoint, entries, state }) {
  if (checkpoint === null) return 'None was signed yet: the end of this case could be cut off without a trace.';
  const { n, at, covers } = checkpoint;
  const name = h('span', {}, `No. ${n}, signed `, timeOf(at, 'long'));
  const open = entries - covers;
  if (state === 'differs') {
    return h('span', { role: 'alert' }, name, `: it says that position ${covers} was another entry. The case was cut or rewritten.`);
  }
  if (covers === 0) return h('span', {}, name, ': it does not cover this case yet.');
  const rest = open === 0 ? 'all of it' : `positions 1 to ${covers}; ${open} newer ${open === 1 ? 'is' : 'are'} not signed yet`;
  return h('span', {}, name, `, covers ${rest}`);
}

/** @param {CasePage} page */
function approvals({ approvals: rows }) {
  if (rows.length === 0) return h('p', { class: 'quiet' }, 'There is no plan, so nobody was asked.');
  return table(
    'Approvals',
    ['Step', 'Decision', 'By', 'Asked', 'Decided', 'Note'],
    rows.map((row) => [
      row.stepName,
      badge(row.status, row.status === 'off' ? 'left out' : row.status === 'none' ? 'not asked' : row.status),
      nameOf(row.approver),
      row.askedAt && timeOf(row.askedAt),
      row.decidedAt && timeOf(row.decidedAt),
      [row.reason, row.because, row.hasDrifted ? 'The systems had changed since the first approval' : null]
        .filter((words) => words !== null)
        .join('. ') || null,
    ]),
  );
}

/** @param {CasePage} page */
function access({ access: rows }) {
  if (rows.length === 0) return h('p', { class: 'quiet' }, 'Nothing was found to change.');
  return table(
    'Access before and after',
    ['What', 'System', 'Before', 'After', 'State', 'Seen'],
    rows.map((row) => [
      h(
        'div',
        {},
        row.what,
        row.reason && h('div', { class: 'quiet' }, row.reason),
        row.error && errorBlock(row.error),
        row.irreversible && h('div', { class: 'quiet' }, `No way back: ${row.irreversible}`),
      ),
      row.systemName,
      row.before || 'there',
      row.status === 'waiting' || row.isOff ? 'as before' : row.status.startsWith('undo') ? 'put back' : row.after,
      badge(row.status, row.statusName),
      row.at && timeOf(row.at),
    ]),
  );
}

/** @param {CasePage} page */
function left({ isSwept, remaining, unreadable, leftAlone }) {
  const items = [
    ...remaining.map((one) => [one.systemName, one.what, one.why ?? 'still there'].join(' · ')),
    ...unreadable.map((one) => `${one.systemName} could not be read: ${one.why}`),
  ];
  const alone = leftAlone.map((one) => h('li', {}, `${one.systemName} · ${one.what} · ${one.why}`));
  const swept = isSwept ? 'The closing sweep read every system and found nothing left.' : 'The closing sweep was not made.';
  return h(
    'div',
    {},
    items.length === 0 ? h('p', {}, swept) : h('ul', {}, ...items.map((item) => h('li', {}, item))),
    alone.length === 0 ? null : h('details', {}, h('summary', {}, `Left alone by the plan (${alone.length})`), h('ul', {}, ...alone)),
  );
}

/** @param {CasePage} page */
function timeline({ caseId, timeline: rows, next }) {
  const list = h('ol', { class: 'timeline' }, ...rows.map(act));
  const more = moreButton(caseId, next, list);
  return h(
    'section',
    { class: 'card', 'aria-label': 'Timeline' },
    h(
      'div',
      { class: 'toolbar' },
      h('h2', {}, 'Timeline'),
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
  const button = h('button', { type: 'button', on: { click: () => void more() } }, 'Show more');
  async function more() {
    button.disabled = true;
    try {
      const page = /** @type {CasePage} */ (await ask(`cases/${encodeURIComponent(caseId)}?after=${after}`));
      list.append(...page.timeline.map(act));
      if (page.next === null) button.remove();
      after = page.next ?? after;
    } catch (error) {
      button.after(failure(error, null));
    } finally {
      button.disabled = false;
    }
  }
  return button;
}

const bookkeeping = new Set(['taken', 'released']);

/** @param {EntryRow} row */
function act(row) {
  const where = [row.stepName, row.systemName].filter((words) => words !== null).join(' · ');
  return h(
    'li',
    { class: bookkeeping.has(row.phase) ? 'small' : null },
    h('div', { class: 'when' }, timeOf(row.at, 'long')),
    h(
      'div',
      { class: 'act' },
      whatCell(row),
      h(
        'div',
        { class: 'quiet' },
        row.by.name,
        where === '' ? null : ` · ${where}`,
        ' · ',
        h('span', { class: 'mono', title: `SHA-256 ${row.hash}` }, `#${row.seq} ${row.hash.slice(0, 8)}`),
      ),
    ),
    row.result ? badge(row.result, row.resultName ?? row.result) : null,
  );
}
