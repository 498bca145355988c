import { readFileSync } from 'node:fs';
import { inspect, parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { stepIds } from '#providers/action.ts';
import { readConfig, type Config } from '#bot/config.ts';
import { configProblems } from '#bot/settings/config-problems.ts';
import { envExample } from '#bot/settings/env-example.ts';
import { settingFacts } from '#bot/settings/setting-facts.ts';
import { settingNames, settings } from '#bot/settings/settings.ts';
import { settingsPage } from '#bot/settings/settings-page.ts';
import { heldUpWaitsMs } from '#bot/workflow/approve/held-up.ts';

const least = {
  MicrosoftAppId: '11111111-2222-4333-8444-555555555555',
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: '66666666-7777-4888-9999-aaaaaaaaaaaa',
  MicrosoftAppPassword: 'bot-canary',
  MONGODB_URI: 'mongodb://writer:mongo-canary@mongo.contoso.com/offboarding',
  AZURE_CLIENT_ID: 'bbbbbbbb-cccc-4ddd-8eee-ffffffffffff',
  AZURE_CLIENT_CERTIFICATE_PATH: '/etc/offboarding/providers.pem',
  OPERATORS_GROUP_ID: 'a0000000-0000-4000-8000-000000000001',
  SHAREPOINT_HOST: 'contoso.sharepoint.com',
};
const ldap = {
  LDAP_URL: 'ldaps://dc1.contoso.com',
  LDAP_BIND_DN: 'svc-offboarding@contoso.com',
  LDAP_PASSWORD: 'ldap-canary',
  LDAP_BASE_DN: 'DC=contoso,DC=com',
  LDAP_DISABLED_OU: 'OU=Disabled Users, dc=contoso, dc=com',
};

type Env = Record<string, string | undefined>;
const read = (env: Env) => readConfig(env, () => true);

function configOf(env: Env): Config {
  const result = read(env);
  if (!result.ok) throw new Error(configProblems(result.problems));
  return result.config;
}

function wrongNames(env: Env): string[] {
  const result = read(env);
  return result.ok ? [] : result.problems.map(({ name }) => name).toSorted();
}

describe('settings of a production bot', () => {
  test('the least that is needed gives the defaults of the product', () => {
    const config = configOf(least);

    expect(config.listen).toEqual({ host: '0.0.0.0', port: 3978 });
    expect(config.directory).toBeNull();
    expect(config.roles).toEqual({ operatorsGroupId: least.OPERATORS_GROUP_ID, auditorsGroupId: null });
    expect(config.cloud.tenantId).toBe(least.MicrosoftAppTenantId);
    expect(config.cloud.origins.graph).toBe('https://graph.microsoft.com');
    expect(config.cloud.origins.oneDrive).toBe('https://contoso-my.sharepoint.com');
    expect(config.teamsAppId).toBe(least.MicrosoftAppId);
    expect(config.guards).toEqual({ neverTouch: [], casesPerHour: 10 });
    expect(config.timing).toEqual({
      holdMs: 30_000,
      verifyWaitsMs: [0, 1000, 2000, 4000, 8000, 15_000, 30_000, 60_000],
      heldUpWaitsMs,
      spreadMs: 60_000,
      attempts: 4,
    });
  });

  test('managers confirm mailbox and data, another operator the final cleanup, operators the rest', () => {
    const { policy } = configOf(least).approvals;

    expect(policy).toEqual({
      'directory-account': 'operator',
      'group-memberships': 'operator',
      licences: 'operator',
      mailbox: 'manager',
      'data-transfer': 'manager',
      'azure-access': 'operator',
      'final-cleanup': 'second-operator',
    });
    expect(Object.keys(policy)).toEqual([...stepIds]);
    expect(configOf({ ...least, APPROVAL_LICENCES: 'Manager' }).approvals.policy.licences).toBe('manager');
  });

  test('an empty environment names everything that is missing, at once', () => {
    expect(wrongNames({})).toEqual(
      [
        'MicrosoftAppId',
        'MicrosoftAppType',
        'MicrosoftAppTenantId',
        'MicrosoftAppPassword',
        'MONGODB_URI',
        'AZURE_CLIENT_ID',
        'AZURE_CLIENT_CERTIFICATE_PATH',
        'OPERATORS_GROUP_ID',
        'SHAREPOINT_HOST',
      ].toSorted(),
    );
  });

  test.each(Object.keys(least))('without %s nothing starts', (name) => {
    expect(wrongNames({ ...least, [name]: ' ' })).toEqual([name]);
  });

  test.each([
    ['PORT', '0'],
    ['PORT', '3978x'],
    ['MicrosoftAppId', 'my-bot'],
    ['MicrosoftAppType', 'MultiTenant'],
    ['MicrosoftAppType', 'SingelTenant'],
    ['MONGODB_URI', 'http://mongo.contoso.com'],
    ['GRAPH_BASE_URL', 'http://graph.microsoft.com'],
    ['GRAPH_BASE_URL', 'https://graph.microsoft.com.evil.example'],
    ['GRAPH_BASE_URL', 'https://graph.microsoft.com/v1.0'],
    ['EXCHANGE_BASE_URL', 'https://evil.example'],
    ['ARM_BASE_URL', 'https://management.azure.com:8443'],
    ['LOGIN_BASE_URL', 'https://user@login.microsoftonline.com'],
    ['SHAREPOINT_HOST', 'contoso-my.sharepoint.com'],
    ['SHAREPOINT_HOST', 'sharepoint.evil.example'],
    ['BREAK_GLASS', 'breakglass@contoso.com, Break Glass'],
    ['CASES_PER_HOUR', '0'],
    ['APPROVAL_MAILBOX', 'nobody'],
    ['APPROVAL_HOURS', '1.5'],
    ['VERIFY_WAITS', '1,,2'],
    ['HOLD_SECONDS', '1'],
    ['LOG_LEVEL', 'everything'],
    ['PUBLIC_HOST', 'https://offboarding.contoso.com'],
  ])('%s=%s is refused', (name, value) => {
    expect(wrongNames({ ...least, [name]: value })).toEqual([name]);
  });

  test('a problem names the variable, what is wrong and an example, and repeats no value', () => {
    const result = read({ ...least, MicrosoftAppType: 'Secretive', MONGODB_URI: 'canary' });
    const text = configProblems(result.ok ? [] : result.problems);

    expect(text).toContain('MicrosoftAppType must be SingleTenant or UserAssignedMsi.');
    expect(text).toContain('Example: MicrosoftAppType=SingleTenant');
    expect(text).not.toMatch(/canary|Secretive/);
  });

  test('the log has one place only', () => {
    expect(wrongNames({ ...least, LOG_FILE: 'log.db' })).toEqual(['LOG_FILE']);
    expect(configOf({ ...least, MONGODB_URI: '', LOG_FILE: 'log.db' }).store).toEqual({
      kind: 'sqlite',
      file: 'log.db',
    });
  });

  test('a managed identity has no password', () => {
    const msi = { ...least, MicrosoftAppType: 'UserAssignedMSI' };

    expect(wrongNames(msi)).toEqual(['MicrosoftAppPassword']);
    expect(configOf({ ...msi, MicrosoftAppPassword: '' }).bot.kind).toBe('managed-identity');
  });

  test('a certificate needs both parts and replaces the password', () => {
    const key = String.raw`-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----`;
    const both = {
      CertificateThumbprint: 'A1B2C3D4E5F6A7B8C9D0E1F2A3B4C5D6E7F8A9B0',
      CertificatePrivateKey: key,
    };

    expect(wrongNames({ ...least, MicrosoftAppPassword: '', CertificatePrivateKey: key })).toEqual([
      'CertificateThumbprint',
    ]);
    expect(wrongNames({ ...least, ...both })).toEqual(['MicrosoftAppPassword']);
    const { bot } = configOf({ ...least, ...both, MicrosoftAppPassword: '' });
    expect(bot.kind === 'certificate' && bot.privateKey.reveal()).toBe(
      '-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----',
    );
  });

  test('the systems are reached by certificate, secret or managed identity', () => {
    const without = { ...least, AZURE_CLIENT_CERTIFICATE_PATH: '' };

    expect(configOf(least).cloud.credential.kind).toBe('certificate');
    expect(wrongNames({ ...without, PROVIDER_CREDENTIAL: 'secret' })).toEqual(['AZURE_CLIENT_SECRET']);
    expect(
      configOf({ ...without, AZURE_CLIENT_ID: '', PROVIDER_CREDENTIAL: 'managed-identity' }).cloud.credential,
    ).toEqual({ kind: 'managed-identity', clientId: null });
  });

  test('a file that cannot be read stops the start', () => {
    const result = readConfig({ ...least, ...ldap, LDAP_CA_FILE: '/no/ca.pem' }, () => false);

    expect(result.ok ? [] : result.problems.map(({ name }) => name)).toEqual([
      'AZURE_CLIENT_CERTIFICATE_PATH',
      'LDAP_CA_FILE',
    ]);
  });
});

describe('the on-premises Active Directory', () => {
  test('is there with all its settings', () => {
    expect(configOf({ ...least, ...ldap }).directory).toMatchObject({ url: ldap.LDAP_URL, caFile: null });
  });

  test.each(Object.keys(ldap))('never counts as absent because %s is missing', (name) => {
    expect(wrongNames({ ...least, ...ldap, [name]: '' })).toEqual([name]);
  });

  test('a wrong setting alone does not turn it off', () => {
    expect(wrongNames({ ...least, LDAP_URL: 'ldap://dc1.contoso.com' })).toContain('LDAP_PASSWORD');
  });

  test.each(['ldap://dc1.contoso.com', 'ldaps://u:p@dc1.contoso.com', 'dc1.contoso.com'])(
    '%s is no address for it',
    (url) => {
      expect(wrongNames({ ...least, ...ldap, LDAP_URL: url })).toEqual(['LDAP_URL']);
    },
  );

  test('disabled people stay inside it', () => {
    expect(wrongNames({ ...least, ...ldap, LDAP_DISABLED_OU: 'OU=Disabled,DC=fabrikam,DC=com' })).toEqual([
      'LDAP_DISABLED_OU',
    ]);
  });
});

describe('what is written about settings', () => {
  test('.env.example and docs/settings.md are as the settings make them', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(envExample());
    expect(readFileSync('docs/settings.md', 'utf8')).toBe(settingsPage());
  });

  test('.env.example leaves open what must be given, and holds the defaults', () => {
    expect(wrongNames(parseEnv(envExample()) as Env)).toEqual(wrongNames({}));
    const uncommented = envExample().replaceAll(/^#(?=[A-Za-z_]+=.)/gm, '');
    expect(configOf({ ...(parseEnv(uncommented) as Env), ...least })).toEqual(configOf(least));
  });

  test.each(settingNames)('%s is described, with an example that is accepted', (name) => {
    const facts = settingFacts.get(settings.shape[name]);
    expect(facts?.about).toMatch(/\.$/);
    expect(settings.shape[name].safeParse(facts?.example).success).toBe(true);
  });

  test('every secret is known as one, and not seen when the settings are printed', () => {
    const config = configOf({ ...least, ...ldap });
    const secrets = config.secrets.map((secret) => secret.reveal());

    expect(secrets).toEqual(['bot-canary', least.MONGODB_URI, 'ldap-canary', 'mongo-canary']);
    const printed = inspect(config, { depth: null, showHidden: true }) + JSON.stringify(config);
    expect(printed).not.toContain('canary');
  });

  test('the password in an address of several hosts is known, written either way', () => {
    const MONGODB_URI = 'mongodb://writer:mongo%2Fcanary@m1.contoso.com:27017,m2.contoso.com/log';
    const secrets = configOf({ ...least, MONGODB_URI }).secrets.map((secret) => secret.reveal());
    expect(secrets).toEqual(expect.arrayContaining(['mongo%2Fcanary', 'mongo/canary']));
  });
});
