/** Objects of Microsoft Graph v1.0 as the sandbox keeps them: https://learn.microsoft.com/graph/api/resources */

export interface GraphUser {
  readonly id: string;
  userPrincipalName: string;
  displayName: string;
  givenName: string | null;
  surname: string | null;
  mail: string | null;
  mailNickname: string;
  proxyAddresses: string[];
  jobTitle: string | null;
  department: string | null;
  officeLocation: string | null;
  mobilePhone: string | null;
  businessPhones: string[];
  preferredLanguage: string | null;
  usageLocation: string | null;
  userType: 'Member' | 'Guest';
  accountEnabled: boolean;
  createdDateTime: string;
  employeeId: string | null;
  companyName: string | null;
  signInSessionsValidFromDateTime: string;
  isManagementRestricted: boolean | null;
  licenseAssignmentStates: LicenceRow[];
  /** Follows from the rows; see `settleLicences`. */
  assignedLicenses: AssignedLicence[];
  onPremisesSyncEnabled: true | null;
  onPremisesImmutableId: string | null;
  onPremisesSecurityIdentifier: string | null;
  onPremisesSamAccountName: string | null;
  onPremisesUserPrincipalName: string | null;
  onPremisesDomainName: string | null;
  onPremisesLastSyncDateTime: string | null;
}

export interface AssignedLicence {
  readonly skuId: string;
  readonly disabledPlans: readonly string[];
}

/** One reason why a user has a product: assigned to the person (`assignedByGroup: null`) or through a group. */
export interface LicenceRow extends AssignedLicence {
  readonly assignedByGroup: string | null;
  readonly state: 'Active' | 'Error';
  readonly error: string;
  readonly lastUpdatedDateTime: string;
}

export interface GraphGroup {
  readonly id: string;
  displayName: string;
  description: string | null;
  mail: string | null;
  mailEnabled: boolean;
  mailNickname: string;
  securityEnabled: boolean;
  groupTypes: readonly string[];
  membershipRule: string | null;
  membershipRuleProcessingState: string | null;
  resourceProvisioningOptions: readonly string[];
  visibility: string | null;
  isAssignableToRole: boolean | null;
  isManagementRestricted: boolean | null;
  assignedLicenses: readonly AssignedLicence[];
  createdDateTime: string;
  proxyAddresses: string[];
  securityIdentifier: string;
  onPremisesSyncEnabled: true | null;
  onPremisesSecurityIdentifier: string | null;
  onPremisesSamAccountName: string | null;
  onPremisesDomainName: string | null;
  onPremisesLastSyncDateTime: string | null;
}

export interface GraphSku {
  readonly id: string;
  readonly skuId: string;
  readonly skuPartNumber: string;
  readonly appliesTo: 'User';
  readonly capabilityStatus: 'Enabled';
  readonly prepaidUnits: { readonly enabled: number; readonly suspended: number; readonly warning: number };
  readonly servicePlans: readonly ServicePlan[];
}

export interface ServicePlan {
  readonly servicePlanId: string;
  readonly servicePlanName: string;
  readonly provisioningStatus: 'Success';
  readonly appliesTo: 'User' | 'Company';
}

export interface GraphApplication {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly createdDateTime: string;
  readonly signInAudience: string;
  readonly publisherDomain: string;
  readonly identifierUris: readonly string[];
  readonly passwordCredentials: readonly object[];
  readonly keyCredentials: readonly object[];
}

export interface GraphServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly accountEnabled: boolean;
  readonly servicePrincipalType: 'Application';
  readonly appOwnerOrganizationId: string;
  readonly appRoles: readonly { readonly id: string; readonly displayName: string; readonly value: string }[];
  readonly tags: readonly string[];
}

export interface GraphAppRoleAssignment {
  readonly id: string;
  readonly appRoleId: string;
  readonly createdDateTime: string;
  readonly principalId: string;
  readonly principalDisplayName: string;
  readonly principalType: 'User' | 'Group';
  readonly resourceId: string;
  readonly resourceDisplayName: string;
}

export interface GraphPermissionGrant {
  readonly id: string;
  readonly clientId: string;
  readonly consentType: 'Principal' | 'AllPrincipals';
  readonly principalId: string | null;
  readonly resourceId: string;
  readonly scope: string;
}

export interface GraphDevice {
  readonly id: string;
  readonly deviceId: string;
  readonly displayName: string;
  accountEnabled: boolean;
  readonly operatingSystem: string;
  readonly operatingSystemVersion: string;
  readonly trustType: 'AzureAd' | 'ServerAd' | 'Workplace';
  readonly profileType: string;
  readonly isCompliant: boolean | null;
  readonly isManaged: boolean | null;
  readonly onPremisesSyncEnabled: true | null;
  readonly approximateLastSignInDateTime: string;
}

export interface GraphRoleDefinition {
  readonly id: string;
  readonly displayName: string;
  readonly isBuiltIn: boolean;
  readonly isEnabled: boolean;
  readonly templateId: string;
}

export interface GraphRoleAssignment {
  readonly id: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly directoryScopeId: string;
}

/** A Teams app in somebody's personal scope. */
export interface InstalledTeamsApp {
  readonly id: string;
  readonly userId: string;
  readonly catalogId: string;
}
