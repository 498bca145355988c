import type { GraphApplication, GraphServicePrincipal } from './graph-things.ts';
import { contoso } from './people.ts';

/** App registrations of Contoso and their service principals. */
export const ownedApps = {
  /** `jdoe` is the only owner of both. */
  quoteCalculator: {
    name: 'Quote Calculator',
    appId: 'f0000000-0000-4000-8000-000000000301',
    application: 'f0000000-0000-4000-8000-000000000311',
    servicePrincipal: 'f0000000-0000-4000-8000-000000000321',
  },
  /** `jdoe` is one of two owners of the application. */
  salesDashboard: {
    name: 'Sales Dashboard',
    appId: 'f0000000-0000-4000-8000-000000000302',
    application: 'f0000000-0000-4000-8000-000000000312',
    servicePrincipal: 'f0000000-0000-4000-8000-000000000322',
  },
} as const;

/** Enterprise applications that people sign in to. */
export const enterpriseApps = {
  fabrikamTravel: { id: 'f0000000-0000-4000-8000-000000000323', name: 'Fabrikam Travel' },
  tailwindCrm: { id: 'f0000000-0000-4000-8000-000000000324', name: 'Tailwind CRM' },
  wingtipTimesheets: { id: 'f0000000-0000-4000-8000-000000000325', name: 'Wingtip Timesheets' },
  mailPlanner: { id: 'f0000000-0000-4000-8000-000000000326', name: 'Mail Planner' },
  chartMaker: { id: 'f0000000-0000-4000-8000-000000000327', name: 'Chart Maker' },
  microsoftGraph: { id: 'f0000000-0000-4000-8000-000000000330', name: 'Microsoft Graph' },
} as const;

/** The role that stands for "may sign in" in an application that declares roles. */
export const signInRoleId = 'f0000000-0000-4000-8000-000000000401';

export function freshApplications(): GraphApplication[] {
  return Object.values(ownedApps).map((app) => ({
    id: app.application,
    appId: app.appId,
    displayName: app.name,
    createdDateTime: '2023-02-14T10:00:00Z',
    signInAudience: 'AzureADMyOrg',
    publisherDomain: contoso.domain,
    identifierUris: [],
    passwordCredentials: [],
    keyCredentials: [],
  }));
}

export function freshServicePrincipals(): GraphServicePrincipal[] {
  const own = Object.values(ownedApps).map((app) =>
    servicePrincipal(app.servicePrincipal, app.name, app.appId),
  );
  const others = Object.values(enterpriseApps).map(({ id, name }) => {
    const isGraph = id === enterpriseApps.microsoftGraph.id;
    return servicePrincipal(
      id,
      name,
      isGraph ? '00000003-0000-0000-c000-000000000000' : id.replace('3', '5'),
    );
  });
  return [...own, ...others];
}

function servicePrincipal(id: string, displayName: string, appId: string): GraphServicePrincipal {
  return {
    id,
    appId,
    displayName,
    accountEnabled: true,
    servicePrincipalType: 'Application',
    appOwnerOrganizationId: contoso.tenantId,
    appRoles: [{ id: signInRoleId, displayName: 'User', value: 'User' }],
    tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
  };
}
