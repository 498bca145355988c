import { action, type AnyAction } from './action.ts';
import { disableAccount } from './active-directory/disable-account.ts';
import { moveToDisabledOu } from './active-directory/move-to-disabled-ou.ts';
import { removeFromGroups as removeFromDirectoryGroups } from './active-directory/remove-from-groups.ts';
import { removeRoleAssignments } from './azure/remove-role-assignments.ts';
import { blockSignIn } from './entra/block-sign-in.ts';
import { disableDevices } from './entra/disable-devices.ts';
import { handOverGroupOwnership } from './entra/hand-over-group-ownership.ts';
import { removeAppOwnership } from './entra/remove-app-ownership.ts';
import { removeAppRoleAssignments } from './entra/remove-app-role-assignments.ts';
import { removeConsents } from './entra/remove-consents.ts';
import { removeFromGroups as removeFromEntraGroups } from './entra/remove-from-groups.ts';
import { removeLicences } from './entra/remove-licences.ts';
import { revokeSessions } from './entra/revoke-sessions.ts';
import { convertToShared } from './exchange/convert-to-shared.ts';
import { forwardMail } from './exchange/forward-mail.ts';
import { removeFromDistributionGroups } from './exchange/remove-from-distribution-groups.ts';
import { grantOneDriveAccess } from './sharepoint/grant-onedrive-access.ts';

/**
 * Everything the product does, in reading order: what cuts access first, what keeps data alive before what lets
 * go of it. Inside one system actions start in this order; what must really wait says so in its `after`.
 */
export const catalog: readonly AnyAction[] = [
  action(disableAccount),
  action(blockSignIn),
  action(revokeSessions),

  action(forwardMail),
  action(convertToShared),
  action(grantOneDriveAccess),
  action(handOverGroupOwnership),
  action(removeAppOwnership),

  action(removeAppRoleAssignments),
  action(removeConsents),
  action(removeRoleAssignments),

  action(removeFromEntraGroups),
  action(removeFromDistributionGroups),
  action(removeFromDirectoryGroups),
  action(removeLicences),
  action(disableDevices),
  action(moveToDisabledOu),
];
