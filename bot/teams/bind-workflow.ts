import { readHistory } from '../history/read-history.ts';
import { mayReport } from '../report/may-report.ts';
import type { Reporter } from '../report/reporter.ts';
import { cancelCase } from '../workflow/acts/cancel-case.ts';
import { chooseForCase } from '../workflow/acts/choose.ts';
import { decide } from '../workflow/acts/decide.ts';
import type { Driver } from '../workflow/driver.ts';
import { findCases } from '../workflow/case/find-cases.ts';
import { nameApprover } from '../workflow/acts/name-approver.ts';
import { openCase } from '../workflow/acts/open-case.ts';
import { readCase } from '../workflow/case/read-case.ts';
import { recordDelivery } from '../workflow/case/record-delivery.ts';
import { recordRefusal } from '../workflow/case/register.ts';
import { retryCase } from '../workflow/acts/retry-case.ts';
import { askUndo, confirmUndo, declineUndo } from '../workflow/acts/undo.ts';
import { confirmErasure, declineErasure } from '../workflow/erase/answer-erasure.ts';
import { askErasure } from '../workflow/erase/ask-erasure.ts';
import { dueForErasure } from '../workflow/erase/due-for-erasure.ts';
import { endHold, placeHold } from '../workflow/erase/legal-hold.ts';
import type { World } from '../workflow/world.ts';
import type { Roles } from '../settings/roles-config.ts';
import { listOperators, lookUpCaller } from './look-up-caller.ts';
import type { Workflow } from './workflow.ts';

/** Where nothing says where the log is. */
const noReports: Reporter = {
  async take() {
    throw new Error('reports are not set up');
  },
};

/** The workflow as Teams sees it, on one world. */
export function bindWorkflow(
  world: World,
  driver: Pick<Driver, 'wake'>,
  roles: Roles,
  reporter: Reporter = noReports,
): Workflow {
  return {
    open: (request) => openCase(world, request),
    choose: (choice) => chooseForCase(world, choice),
    decide: (decision) => decide(world, decision),
    nameApprover: (naming) =>
      nameApprover(world, naming, (person) => lookUpCaller(world.systems.graph, roles, person)),
    retry: (act) => retryCase(world, act),
    cancel: (act) => cancelCase(world, act),
    askUndo: (request) => askUndo(world, request),
    confirmUndo: (answer) => confirmUndo(world, answer),
    askErasure: (request) => askErasure(world, request),
    confirmErasure: (answer) => confirmErasure(world, answer),
    declineErasure: (answer) => declineErasure(world, answer),
    dueForErasure: (ask) => dueForErasure(world, ask),
    placeHold: (hold) => placeHold(world, hold),
    endHold: (hold) => endHold(world, hold),
    declineUndo: (act) => declineUndo(world, act),
    read: (caseId) => readCase(world, caseId),
    find: (ask) => findCases(world, ask),
    history: (request) => readHistory(world, request),
    mayReport: (ask) => mayReport(world, ask),
    takeReport: (ask, tellBefore) => reporter.take(ask, tellBefore),
    recordRefusal: (refused) => recordRefusal(world, refused),
    recordDelivery: (delivery) => recordDelivery(world, delivery),
    listOpen: () => world.store.listOpen(),
    wake: (caseId) => driver.wake(caseId),
    operators: () => listOperators(world.systems.graph, roles),
  };
}
