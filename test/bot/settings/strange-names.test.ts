import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { settingNames } from '#bot/settings/settings.ts';
import { strangeNames, strangeNameWords } from '#bot/settings/strange-names.ts';

const root = resolve(import.meta.dirname, '../../..');
const wordsFor = (environment: Record<string, string>) =>
  strangeNames(environment).map(strangeNameWords).join();

describe('a variable that is no setting', () => {
  test.each([
    ['MONGO_URI', 'MONGODB_URI'],
    ['MONGODB_URL', 'MONGODB_URI'],
    ['MICROSOFT_APP_ID', 'MicrosoftAppId'],
    ['microsoftappid', 'MicrosoftAppId'],
    ['LDAP_BINDDN', 'LDAP_BIND_DN'],
    ['OPERATOR_GROUP_ID', 'OPERATORS_GROUP_ID'],
    ['SHAREPOINT_HOSTS', 'SHAREPOINT_HOST'],
  ])('%s is pointed out as %s', (name, meant) => {
    expect(wordsFor({ [name]: 'x' })).toBe(`${name} is not a setting; did you mean ${meant}?`);
  });

  test('is pointed out too when only its beginning is ours', () => {
    expect(wordsFor({ LDAP_FOLLOW_REFERRALS: 'yes' })).toBe('LDAP_FOLLOW_REFERRALS is not a setting');
  });

  test('is left in peace when the setting it resembles is given: it is another program’s', () => {
    expect(wordsFor({ MONGO_URI: 'x', MONGODB_URI: 'mongodb://x' })).toBe('');
  });

  test.each([
    'HOSTNAME',
    'LOGNAME',
    'npm_config_cache',
    'AZURE_TENANT_ID',
    'AZURE_FEDERATED_TOKEN_FILE',
    'MONGODB_SERVICE_HOST',
    'MONGODB_PORT_27017_TCP',
    'NODE_EXTRA_CA_CERTS',
    'TEST_MONGODB_URI',
    'LDAP_\n_BIND',
  ])('%j is another’s and not spoken of', (name) => {
    expect(wordsFor({ [name]: 'x' })).toBe('');
  });

  test('no setting is strange', () => {
    expect(wordsFor(Object.fromEntries(settingNames.map((name) => [name, 'x'])))).toBe('');
  });

  test('npm start points it out, without its value', () => {
    const { status, stderr } = spawnSync(process.execPath, ['bot/main.ts'], {
      cwd: root,
      encoding: 'utf8',
      env: { MONGO_URI: 'mongodb://writer:canary@mongo.contoso.com/offboarding' },
    });

    expect(status).toBe(1);
    expect(stderr).toContain('MONGO_URI is not a setting; did you mean MONGODB_URI?');
    expect(stderr).not.toContain('canary');
  });
});
