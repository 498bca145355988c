/** A requirement of a framework that auditors test offboarding against. */
export interface Control {
  readonly framework: string;
  readonly title: string;
  /** Where the requirement is written. */
  readonly source: string;
}

const soc2 = 'AICPA Trust Services Criteria 2017, revised points of focus 2022';
const iso = 'ISO/IEC 27001:2022, Annex A';
const nist = 'NIST SP 800-53 Rev. 5';

export const controls = {
  'CC6.2': {
    framework: 'SOC 2',
    title: 'Credentials are removed when access is no longer authorised',
    source: soc2,
  },
  'CC6.3': {
    framework: 'SOC 2',
    title: 'Access is authorised, modified and removed by role, least privilege and segregation of duties',
    source: soc2,
  },
  'A.5.11': { framework: 'ISO 27001', title: 'Return of assets', source: iso },
  'A.5.18': { framework: 'ISO 27001', title: 'Access rights', source: iso },
  'A.6.5': {
    framework: 'ISO 27001',
    title: 'Responsibilities after termination or change of employment',
    source: iso,
  },
  'A.8.15': { framework: 'ISO 27001', title: 'Logging', source: iso },
  'AC-2': { framework: 'NIST 800-53', title: 'Account management', source: nist },
  'PS-4': { framework: 'NIST 800-53', title: 'Personnel termination', source: nist },
  'AU-3': { framework: 'NIST 800-53', title: 'Content of audit records', source: nist },
  'AU-9': { framework: 'NIST 800-53', title: 'Protection of audit information', source: nist },
  'AU-10': { framework: 'NIST 800-53', title: 'Non-repudiation', source: nist },
  'AU-11': { framework: 'NIST 800-53', title: 'Audit record retention', source: nist },
  '164.308(a)(3)(ii)(C)': {
    framework: 'HIPAA',
    title: 'Termination procedures (addressable)',
    source: '45 CFR 164.308',
  },
  '8.2.5': {
    framework: 'PCI DSS',
    title: 'Access for terminated users is immediately revoked',
    source: 'PCI DSS v4.0.1',
  },
} as const satisfies Record<string, Control>;

export type ControlId = keyof typeof controls;

/** What ends the person's way in. */
const access = ['CC6.2', 'A.5.18', 'A.6.5', 'AC-2', 'PS-4', '164.308(a)(3)(ii)(C)', '8.2.5'] as const;
/** What takes rights from an account that can no longer be used. */
const rights = ['CC6.3', 'A.5.18', 'AC-2', 'PS-4'] as const;
/** What keeps for the company what the person held: PS-4 e, access to organisational information is retained. */
const custody = ['A.5.11', 'A.6.5', 'PS-4'] as const;

const servedBy: Readonly<Record<string, readonly ControlId[]>> = {
  'ad.disable-account': access,
  'ad.move-to-disabled-ou': ['AC-2', 'PS-4'],
  'ad.remove-from-groups': rights,
  'azure.remove-role-assignments': rights,
  'entra.block-sign-in': access,
  'entra.disable-devices': ['CC6.2', 'A.5.11', 'A.5.18', 'PS-4'],
  'entra.hand-over-group-ownership': custody,
  'entra.remove-app-ownership': ['A.5.11', ...rights],
  'entra.remove-app-role-assignments': rights,
  'entra.remove-consents': rights,
  'entra.remove-from-groups': rights,
  'entra.remove-licences': ['CC6.3', 'A.5.18', 'AC-2'],
  'entra.revoke-sessions': access,
  'exchange.convert-to-shared': custody,
  'exchange.forward-mail': custody,
  'exchange.remove-from-distribution-groups': rights,
  'sharepoint.grant-onedrive-access': custody,
};

/** The controls the log itself serves, whatever was done: what is written down, protected, attributed and kept. */
export const servedByLog: readonly ControlId[] = ['A.8.15', 'AU-3', 'AU-9', 'AU-10', 'AU-11'];

/** The controls an action serves; none for an action this version does not know. */
export function controlsOf(action: string): readonly ControlId[] {
  return Object.hasOwn(servedBy, action) ? (servedBy[action] ?? []) : [];
}
