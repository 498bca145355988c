import { ask } from './api.js';
import { h, redraw, say } from './dom.js';
import {
  addressOf,
  badge,
  card,
  errorBlock,
  facts,
  failure,
  goneSentence,
  loading,
  nameOf,
  table,
} from './parts.js';
import { proofCard } from './proof-card.js';
import { timeline } from './timeline.js';
import { timeOf } from './times.js';

/** @typedef {Extract<import('../case-page.ts').CasePage, { kind: 'case' }>} CasePage */
/** @typedef {import('../case-page.ts').CasePage} AnyCasePage */

/**
 * Everything about one case.
 * @param {string} caseId
 * @param {AbortSignal} left aborts when the reader has gone on
 */
export function caseView(caseId, left) {
  const place = h('div', { class: 'case' }, loading());
  const read = async () => {
    redraw(place, loading());
    try {
      const page = /** @type {AnyCasePage} */ (await ask(`cases/${encodeURIComponent(caseId)}`, left));
      redraw(place, ...(page.kind === 'case' ? wholeCase(page) : damagedCase(page)));
      say(page.kind === 'case' ? `Case ${page.caseId} is shown` : 'The case is damaged');
    } catch (error) {
      if (!left.aborted) redraw(place, backLink(), failure(error, read));
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
  return [backLink(), h('h1', {}, caseId), proofCard(chain)];
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
    h(
      'p',
      { class: 'quiet' },
      h('span', { class: 'mono' }, page.caseId),
      ' · ',
      page.gone === null ? (page.leaver?.upn ?? '') : goneSentence(page.gone),
    ),
    h('div', { class: 'two' }, factsCard(page), proofCard(page.chain)),
    ...(page.keeping.length === 0 ? [] : [card('Kept and erased', keeping(page))]),
    card('Approvals', approvals(page)),
    card('Access before and after', page.gone === null ? access(page) : gone(page.gone)),
    card('What is left', page.gone === null ? left(page) : gone(page.gone)),
    timeline(page),
  ];
}

/** @param {CasePage} page */
function factsCard(page) {
  return card(
    'The case',
    facts([
      [
        'Opened',
        h(
          'span',
          {},
          page.openedAt && timeOf(page.openedAt, 'long'),
          ` by ${nameOf(page.operator) ?? 'nobody'}`,
        ),
      ],
      ['Plan settled by', nameOf(page.chosenBy)],
      ['Closed', page.closedAt && timeOf(page.closedAt, 'long')],
      ['Manager', page.manager],
      ['Changes', page.tally || 'none'],
      ['Last access', page.lastAccess],
    ]),
  );
}

/**
 * Not nothing: it was there, and nobody can read it any more.
 * @param {import('../gone.ts').Gone} reason
 */
function gone(reason) {
  return h('p', { class: 'quiet' }, goneSentence(reason), ' What can still be told stands in the timeline.');
}

/** @param {CasePage} page */
function keeping({ keeping: rows }) {
  return table(
    'Kept and erased',
    ['What', 'By', 'When', 'Why'],
    rows.map((row) => [row.what, nameOf(row.by), row.at && timeOf(row.at), row.why]),
  );
}

/** @param {CasePage} page */
function approvals({ approvals: rows, gone: reason }) {
  if (rows.length === 0 && reason !== null) return gone(reason);
  if (rows.length === 0) return h('p', { class: 'quiet' }, 'There is no plan, so nobody was asked.');
  return table(
    'Approvals',
    ['Step', 'Decision', 'By', 'Asked', 'Decided', 'Note'],
    rows.map((row) => [
      row.stepName,
      badge(row.status, row.statusName),
      nameOf(row.approver),
      row.askedAt && timeOf(row.askedAt),
      row.decidedAt && timeOf(row.decidedAt),
      note(row),
    ]),
  );
}

/** @param {CasePage['approvals'][number]} row */
function note({ reason, because, hasDrifted, rejectedBefore }) {
  const drifted = hasDrifted ? 'The systems had changed since the first approval' : null;
  const words = [reason, because, drifted].filter((part) => part !== null).join('. ');
  if (rejectedBefore === null) return words || null;
  const { by, at, reason: why } = rejectedBefore;
  const before = h(
    'div',
    {},
    `Rejected before by ${by.name}, `,
    timeOf(at),
    why === null ? null : `: ${why}`,
  );
  return h('div', {}, words || null, before);
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
      end(row.before, row.stored.includes('before')),
      end(row.after, row.stored.includes('after')),
      badge(row.status, row.statusName),
      row.at && timeOf(row.at),
    ]),
  );
}

/**
 * @param {string} text
 * @param {boolean} isStored no words, but what the log holds
 */
function end(text, isStored) {
  if (!isStored) return h('div', { class: 'end' }, text);
  return h('div', { class: 'end' }, h('span', { class: 'quiet block' }, 'stored value'), h('code', {}, text));
}

/** @param {CasePage} page */
function left({ isSwept, earlierSweep, remaining, unreadable, leftAlone }) {
  const items = [
    ...remaining.map((one) => [one.systemName, one.what, one.why ?? 'still there'].join(' · ')),
    ...unreadable.map((one) => `${one.systemName} could not be read: ${one.why}`),
  ];
  const alone = leftAlone.map((one) => h('li', {}, `${one.systemName} · ${one.what} · ${one.why}`));
  return h(
    'div',
    {},
    items.length === 0
      ? nothingLeft(isSwept, earlierSweep)
      : h('ul', {}, ...items.map((item) => h('li', {}, item))),
    alone.length === 0
      ? null
      : h('details', {}, h('summary', {}, `Left alone by the plan (${alone.length})`), h('ul', {}, ...alone)),
  );
}

/**
 * @param {boolean} isSwept
 * @param {CasePage['earlierSweep']} earlier
 */
function nothingLeft(isSwept, earlier) {
  if (isSwept) return h('p', {}, 'The closing sweep read every system and found nothing left.');
  if (earlier === null) return h('p', {}, 'The closing sweep was not made.');
  const { at, beforeUndo, found } = earlier;
  return h(
    'div',
    {},
    h(
      'p',
      {},
      'The closing sweep was made at ',
      timeOf(at),
      `, before ${beforeUndo ? 'the undo' : 'what was done since'}; `,
      found.length === 0 ? 'it found nothing left then.' : 'what it found then:',
    ),
    found.length === 0 ? null : h('ul', {}, ...found.map((item) => h('li', {}, item))),
  );
}
