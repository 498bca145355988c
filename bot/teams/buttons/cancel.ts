import { cancelOrWithdraw } from '../cancel-or-withdraw.ts';
import { caseCard } from '../case-card.ts';
import type { Button } from '../desk.ts';

export const cancel: Button<'cancel'> = {
  verb: 'cancel',
  run: (desk, { by }, { caseId }) =>
    cancelOrWithdraw(desk, { by, caseId }, (state) => caseCard(state, desk.now())),
};
