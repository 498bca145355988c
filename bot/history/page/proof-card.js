import { h } from './dom.js';
import { badge, card, facts } from './parts.js';
import { timeOf } from './times.js';

/** @typedef {import('../chain-state.ts').ChainState} ChainState */

/**
 * What can be said of the case's chain.
 * @param {ChainState} chain
 */
export function proofCard(chain) {
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
      [
        'Entries',
        chain.entries === 1
          ? '1, its hash computed anew'
          : `${chain.entries}, ${upTo(chain.entries)} without a gap, every hash computed anew`,
      ],
      ['Head', h('span', { class: 'mono break' }, chain.head)],
      ['Checkpoint', checkpointWords(chain)],
    ]),
  );
}

/** @param {Exclude<ChainState, { state: 'damaged' }>} chain */
function checkpointWords({ checkpoint, entries, state }) {
  if (checkpoint === null)
    return 'None was signed yet: the end of this case could be cut off without a trace.';
  const { n, at, covers } = checkpoint;
  const name = h('span', {}, `No. ${n}, signed `, timeOf(at, 'long'));
  const open = entries - covers;
  if (state === 'differs') {
    return h(
      'span',
      { role: 'alert' },
      name,
      `: it says that position ${covers} was another entry. The case was cut or rewritten.`,
    );
  }
  if (covers === 0) return h('span', {}, name, ': it does not cover this case yet.');
  const rest =
    open === 0 ? 'all of it' : `${upTo(covers)}; ${open} newer ${open === 1 ? 'is' : 'are'} not signed yet`;
  return h('span', {}, name, `, covers ${rest}`);
}

/** @param {number} last */
function upTo(last) {
  return last === 1 ? 'position 1' : `positions 1 to ${last}`;
}
