import { accepted } from '../../policy/refusal.ts';
import type { Button } from '../desk.ts';
import { shownHistory } from '../shown-history.ts';

/** The first page stands below the card that was clicked; the following ones turn the page in place. */
export const history: Button<'history'> = {
  verb: 'history',
  async run(desk, turn, { caseId, leaverId, page }) {
    const shown = await shownHistory(desk, turn, {
      ...(caseId === undefined ? {} : { caseId }),
      ...(leaverId === undefined ? {} : { leaverId }),
      ...(page === undefined ? {} : { page }),
    });
    return shown.ok ? accepted({ ...shown.value, below: page === undefined }) : shown;
  },
};
