import type { Verb } from '#cards/buttons.ts';
import { approve } from './buttons/approve.ts';
import { cancel } from './buttons/cancel.ts';
import { changes } from './buttons/changes.ts';
import { choosePerson } from './buttons/choose-person.ts';
import { choose } from './buttons/choose.ts';
import { eraseConfirm } from './buttons/erase-confirm.ts';
import { eraseDecline } from './buttons/erase-decline.ts';
import { history } from './buttons/history.ts';
import { nameApprover } from './buttons/name-approver.ts';
import { reject } from './buttons/reject.ts';
import { retry } from './buttons/retry.ts';
import { status } from './buttons/status.ts';
import { undoConfirm } from './buttons/undo-confirm.ts';
import { undoDecline } from './buttons/undo-decline.ts';
import { undo } from './buttons/undo.ts';
import type { Button } from './desk.ts';

/** Every button a card can have; the type forces one for each verb. */
export const buttons: { readonly [V in Verb]: Button<V> } = {
  'choose-person': choosePerson,
  choose,
  approve,
  reject,
  'name-approver': nameApprover,
  retry,
  cancel,
  undo,
  'undo-confirm': undoConfirm,
  'undo-decline': undoDecline,
  'erase-confirm': eraseConfirm,
  'erase-decline': eraseDecline,
  changes,
  history,
  status,
};
