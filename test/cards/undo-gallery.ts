import { progressCard } from '#cards/progress-card.ts';
import { resultCard } from '#cards/result-card.ts';
import { undoCard } from '#cards/undo-card.ts';
import { huge } from './ended-fixtures.ts';
import { now } from './fixtures.ts';
import type { Rename, Rows } from './gallery.ts';
import * as back from './undo-fixtures.ts';

/** Every card of a case of which something is asked back, is being put back, or was. */
export function undoRows(rename: Rename): Rows {
  return [
    ['progress, undo not complete', () => progressCard(rename(back.undoFailed()), now)],
    ['progress of an undo', () => progressCard(rename(back.undoing()), now)],
    ['result, undo asked', () => resultCard(rename(back.undoAsked()))],
    ['result, undo under way', () => resultCard(rename(back.undoing()))],
    ['result partly undone', () => resultCard(rename(back.partlyUndone()))],
    ['result, undo not complete', () => resultCard(rename(back.undoFailed()))],
    ['result, open after an undo', () => resultCard(rename(back.attentionAfterUndo()))],
    ['result undone', () => resultCard(rename(back.undone()))],
    ['undo', () => undoCard(rename(back.undoAsked()))],
    ['undo that needs more', () => undoCard(rename(back.undoNeedsMore()))],
    ['undo of what cannot come back', () => undoCard(rename(back.undoImpossible()))],
    ['undo confirmed', () => undoCard(rename(back.undoing()))],
    ['undo that ended', () => undoCard(rename(back.undoFailed()))],
    ['undo, 200 groups', () => undoCard(rename(huge(200, back.undoAsked())))],
  ];
}
