/** What an administrator wants to know of an action before granting what it needs. */
export interface ActionFacts {
  readonly does: string;
  /** What undo puts back; absent where the action itself says why there is no way back. */
  readonly undo?: string;
}

/** By the action's id. */
export const actionFacts: Readonly<Record<string, ActionFacts>> = {
  'ad.disable-account': {
    does: 'Sets the bit "account disabled" of userAccountControl and leaves every other bit as it is. Kerberos tickets already issued live on for up to ten hours.',
    undo: 'Clears that bit again.',
  },
  'ad.move-to-disabled-ou': {
    does: 'Moves the account, under its own name, to the OU of LDAP_DISABLED_OU. That OU must be inside what Entra Connect synchronises: otherwise the next synchronisation deletes the person in the cloud.',
    undo: 'Moves it back to the OU it came from, also when that was renamed.',
  },
  'ad.remove-from-groups': {
    does: 'Ends direct memberships; nested ones go with the group they come through. Left alone and reported: the primary group, groups of administrators, groups built into Windows, groups of other domains. A group that gives licences in the cloud waits until mail and files are safe.',
    undo: 'Adds the account to the same groups again.',
  },
  'entra.remove-from-groups': {
    does: 'Ends direct memberships in security groups, Microsoft 365 groups and teams. Left alone and reported: synchronised, dynamic, role-assignable and restricted groups; mail groups are changed in Exchange. A group that gives licences waits until mail and files are safe, one that the person owns until it is handed over.',
    undo: 'Adds the person to the same groups again.',
  },
  'exchange.remove-from-distribution-groups': {
    does: 'Ends memberships in distribution lists and mail-enabled security groups. Left alone and reported: those that Active Directory masters.',
    undo: 'Adds the person to the same lists again.',
  },
  'entra.remove-licences': {
    does: 'Removes directly assigned licences, one change a product, add-ons before the suites they need. Licences inherited from a group go with the group.',
    undo: 'Assigns them again with the same service plans switched off.',
  },
  'exchange.convert-to-shared': {
    does: 'Turns the mailbox into a shared one. The card says when it keeps needing a licence: on hold, with an archive, or larger than 50 GB.',
    undo: 'Turns it back into a user mailbox.',
  },
  'exchange.forward-mail': {
    does: 'Forwards new mail to the successor and keeps a copy in the mailbox.',
    undo: 'Puts the forwarding back as it was, or ends it.',
  },
  'sharepoint.grant-onedrive-access': {
    does: "Makes the successor an administrator of the person's OneDrive. Files, versions and sharing stay where they are.",
    undo: 'Ends that administration.',
  },
  'entra.hand-over-group-ownership': {
    does: 'Makes the successor owner and member of groups and teams that the person owns alone or with others, waits until that can be seen, then ends the ownership. Left alone and reported: a group without another owner when nobody is named as successor.',
    undo: 'Makes the person owner again and takes from the successor what they had not before.',
  },
  'entra.block-sign-in': {
    does: 'Sets accountEnabled to false. For a synchronised person Active Directory goes first: a later synchronisation would bring the cloud account back in line with it.',
    undo: 'Sets accountEnabled as it was.',
  },
  'entra.revoke-sessions': {
    does: 'Invalidates all refresh tokens and browser sessions. Access tokens already issued live on until they expire, up to about an hour.',
  },
  'entra.remove-app-ownership': {
    does: 'Ends ownership of app registrations and enterprise applications. One without another owner goes to the successor first; without a successor it is left alone and reported.',
    undo: 'Makes the person owner again.',
  },
  'entra.remove-app-role-assignments': {
    does: 'Ends direct access to applications (single sign-on). Access through a group goes with the group.',
    undo: 'Assigns the same roles of the same applications again.',
  },
  'entra.remove-consents': {
    does: 'Withdraws what the person allowed applications to do in their name. Consents given for everybody are never touched.',
    undo: 'Grants the same scopes to the same applications again.',
  },
  'azure.remove-role-assignments': {
    does: 'Removes direct role assignments at, above and below every subscription the bot can see. What comes through a group goes with the group.',
    undo: 'Creates them again under the same id, with their condition.',
  },
  'entra.disable-devices': {
    does: 'Disables devices that are registered to the person alone. Left alone and reported: devices joined to Active Directory, and devices registered to somebody else too.',
    undo: 'Enables them again.',
  },
};
