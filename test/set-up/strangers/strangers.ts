import { personOf } from '#providers/sandbox/people.ts';
import { syncedGroups } from '#providers/sandbox/things.ts';
import {
  addDirectoryGroup,
  adele,
  deleteGroup,
  disable,
  disabledOu,
  drop,
  forward,
  grantSite,
  john,
  leave,
  liftCondition,
  mailboxIn,
  marketing,
  moveTo,
  nameOf,
  type Strangers,
} from './deeds.ts';
import { entraStrangers } from './entra-strangers.ts';

/** A row an action; a new action needs one of its own. */
export const strangers: Readonly<Record<string, Strangers>> = {
  ...entraStrangers,
  'ad.disable-account': {
    meanwhile: { 'somebody disables the account': disable },
    first: { 'somebody disables it': disable },
  },
  'exchange.forward-mail': {
    meanwhile: {
      'mail is forwarded to somebody else': (company) => forward(company, adele),
      'mail is forwarded to an address outside': (company) =>
        void (mailboxIn(company).forwardingSmtpAddress = 'smtp:john@fabrikam.com'),
    },
    first: {
      'somebody forwards it to the successor': (company) => forward(company, personOf('meganb').id),
    },
    since: (company) => forward(company, adele),
  },
  'exchange.convert-to-shared': {
    meanwhile: {
      'somebody converts the mailbox': (company) => void (mailboxIn(company).type = 'SharedMailbox'),
      'the mailbox is put on hold': (company) => void (mailboxIn(company).litigationHold = true),
      'the mailbox gets an archive': (company) => void (mailboxIn(company).archive = true),
    },
    first: { 'somebody converts it': (company) => void (mailboxIn(company).type = 'SharedMailbox') },
  },
  'sharepoint.grant-onedrive-access': {
    meanwhile: { 'the successor is made administrator by somebody else': grantSite },
    first: { 'somebody else grants it': grantSite },
  },
  'azure.remove-role-assignments': {
    meanwhile: {
      'John gets one more role': ({ azure }) => {
        const one = azure.assignments.find(({ principalId }) => principalId === john.id)!;
        azure.assignments.push({
          ...one,
          name: 'f0000000-0000-4000-8000-000000000099',
          scope: `${one.scope}/resourceGroups/rg-new`,
        });
      },
      'the condition of a role is lifted': ({ azure }) => liftCondition(azure),
      'a role is removed': ({ azure }) =>
        void (azure.assignments = azure.assignments.filter(({ condition }) => condition === null)),
    },
    first: {
      'somebody removes it': ({ azure }, { from }) =>
        void (azure.assignments = azure.assignments.filter(({ name }) => name !== nameOf(from))),
    },
    since: ({ azure }) => {
      const [owner] = azure.assignments;
      azure.assignments.push({
        ...owner!,
        name: 'f0000000-0000-4000-8000-000000000003',
        principalId: john.id,
      });
    },
  },
  'exchange.remove-from-distribution-groups': {
    meanwhile: {
      'John is added to a list': ({ graph }) => {
        const list = graph.groups.find(({ mailEnabled, groupTypes }) => mailEnabled && !groupTypes.length)!;
        const id = 'a0000000-0000-4000-8000-000000000199';
        graph.groups.push({ ...list, id, displayName: 'Sales Alumni', mail: 'alumni@contoso.com' });
        graph.members[id] = [john.id];
      },
      'John is taken off a list': ({ graph }) => {
        const list = graph.groups.find(({ mailEnabled, groupTypes }) => mailEnabled && !groupTypes.length)!;
        drop(graph.members, list.id, john.id);
      },
    },
    first: {
      'somebody takes him off': ({ graph }, { key }) => drop(graph.members, key, john.id),
      'the list is deleted': deleteGroup,
    },
  },
  'ad.remove-from-groups': {
    meanwhile: {
      'John is added to a group': ({ directory }) => addDirectoryGroup(directory.objects),
      'John is taken out of a group': ({ directory }) => leave(directory.objects[syncedGroups.erpUsers.guid]),
    },
    first: {
      'somebody takes him out': ({ directory }, { key }) => leave(directory.objects[key]),
      'the group is deleted': ({ directory }, { key }) => void delete directory.objects[key],
    },
  },
  'ad.move-to-disabled-ou': {
    meanwhile: {
      'somebody moves the account elsewhere': (company) => moveTo(company, marketing),
      'somebody moves the account there': (company) => moveTo(company, disabledOu),
    },
    first: { 'somebody moves it there': (company) => moveTo(company, disabledOu) },
    since: (company) => moveTo(company, marketing),
  },
};
