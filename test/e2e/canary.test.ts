import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buttonOf, hasButton, type Placed } from '#test/set-up/connector.ts';
import { leaks } from '#test/set-up/leaks.ts';
import type { Asked, Told } from '#test/set-up/loopback/internet.ts';
import { openPremises, type Premises, type ProductionBot } from '#test/set-up/loopback/premises.ts';
import { startRefusingDirectory } from '#test/set-up/loopback/refusing-directory.ts';
import { runCommand } from '#test/set-up/run-command.ts';

/**
 * Secrets that are found again wherever they go: the bot as in production, with systems around it that repeat all they
 * are told, and everything searched that leaves it.
 */
let premises: Premises;
let answers: { readonly status: number; readonly body: string }[];
beforeAll(async () => {
  premises = await openPremises();
});
afterAll(() => premises.close());
beforeEach(() => {
  answers = [];
});

const canary = (): string => `canary-${randomBytes(24).toString('base64url')}`;
const patience = { timeout: 120_000 };

/** A system that tells everybody what it was sent: in its words, its code and its request id. */
function chatty(status: number, { headers, body }: Asked): Told {
  const told = `${headers.authorization} ${headers.cookie} ${body}`;
  const message = `${told} ${'.'.repeat(450)} ${told}`;
  const sent = String(headers.authorization);
  return { status, body: { error: { code: `Refused_${sent}`, message } }, headers: { 'request-id': sent } };
}

function chattyLogin({ body }: Asked): Told {
  const form = new URLSearchParams(body);
  const proof = form.get('client_secret') ?? form.get('client_assertion');
  const words = { error: 'invalid_client', error_description: `AADSTS7000215: you said ${proof} ${body}` };
  return { status: 401, body: words };
}

const isToGraph = ({ host }: Asked): boolean => host === 'graph.microsoft.com';
const isToTeams = ({ host }: Asked): boolean => host === 'smba.trafficmanager.net';
const isLogin = ({ host, method }: Asked): boolean => host.startsWith('login.m') && method === 'POST';
const isChange = (one: Asked): boolean =>
  isToGraph(one) && one.method !== 'GET' && !one.path.endsWith('/checkMemberGroups');

/** From here on these calls are refused. */
function refuse(which: (asked: Asked) => boolean, how: (asked: Asked) => Told): void {
  premises.internet.intercept((one) => (which(one) ? how(one) : null));
}

const cardOf = ({ activity }: Placed): unknown => activity.attachments?.[0]?.content;

async function say(bot: ProductionBot, who: string, text: string): Promise<void> {
  answers.push(await bot.post(who, { type: 'message', text }));
}

async function click(bot: ProductionBot, who: string, button: { verb: string; data: object }): Promise<void> {
  const value = { action: { type: 'Action.Execute', ...button }, trigger: 'manual' };
  answers.push(await bot.post(who, { type: 'invoke', name: 'adaptiveCard/action', value }));
}

/** Everybody says yes to what they are asked, until nobody is asked any more. */
async function approveAll(bot: ProductionBot): Promise<void> {
  const done = new Set<string>();
  const over = bot.until('"phase":"swept"').then(() => null);
  for (;;) {
    const next = premises.connector.until((one) => hasButton(cardOf(one), 'approve') && !done.has(one.id));
    const asked = await Promise.race([next, over]);
    if (asked === null) return;
    done.add(asked.id);
    await click(bot, asked.conversation.replace('a:', ''), buttonOf(cardOf(asked), 'approve'));
  }
}

/** Everything that has left the bot, but for secrets on their way to whom they are for. */
function left(...bots: readonly ProductionBot[]): Record<string, string> {
  const others = premises.internet.asked.filter((one) => !isLogin(one));
  const sent = others.map(({ path, headers, body }) => ({
    path,
    body,
    headers: { ...headers, authorization: '' },
  }));
  const files = readdirSync(premises.folder).filter((name) => name.includes('log.db'));
  return {
    'what it printed': bots.map((bot) => bot.said()).join('\n'),
    'what it answered': JSON.stringify(answers),
    'what it sent': JSON.stringify(sent),
    ...Object.fromEntries(files.map((name) => [name, readFileSync(join(premises.folder, name), 'latin1')])),
  };
}

/** Tokens the bot was given, and what it proved itself with. */
function shownAtLogin(): Record<string, string> {
  return Object.fromEntries(premises.login.secrets.map((secret, nth) => [`token or proof ${nth}`, secret]));
}

function linesThatAreNoJson(bot: ProductionBot): readonly string[] {
  const lines = bot.said().trim().split('\n');
  return lines.filter((line) => !line.startsWith('{"level":"') || !line.endsWith('}'));
}

describe('no secret of the bot can be read anywhere', () => {
  it('after a whole case in which systems repeat what they are told, and a crash', patience, async () => {
    const own = { password: canary(), secret: canary() };
    const crash = join(import.meta.dirname, '../set-up/loopback/crash-on-signal.ts');
    const settings = {
      MicrosoftAppPassword: own.password,
      PROVIDER_CREDENTIAL: 'secret',
      AZURE_CLIENT_SECRET: own.secret,
      LOG_LEVEL: 'debug',
      LOG_FILE: join(premises.folder, 'case.log.db'),
    };
    const bot = await premises.start(settings, ['--import', crash, 'bot/main.ts']);
    await bot.until('started');
    answers.push(
      await bot.post('alexw', { type: 'message', text: 'hi', serviceUrl: 'https://evil.example/' }),
    );
    refuse((one) => isLogin(one) && one.body.includes(own.secret), chattyLogin);
    await say(bot, 'alexw', '/help');
    refuse(() => false, chattyLogin);
    for (const who of ['meganb', 'isaiahl']) await say(bot, who, 'hello');
    refuse(isToGraph, (one) => chatty(401, one));
    await say(bot, 'alexw', '/help');
    refuse(isToTeams, (one) => chatty(400, one));
    await say(bot, 'alexw', '/help');
    refuse(
      ({ path }) => path.includes('roleAssignments'),
      (one) => chatty(400, one),
    );
    await say(bot, 'alexw', "/offboard zoe.o'neil");
    refuse(() => false, chattyLogin);
    await say(bot, 'alexw', "/offboard zoe.o'neil");
    const plan = await premises.connector.until((one) => hasButton(cardOf(one), 'choose'));
    const { verb, data } = buttonOf(cardOf(plan), 'choose');
    refuse(isChange, (one) => chatty(400, one));
    await click(bot, 'alexw', { verb, data: { ...data, mailbox: 'both' } });
    await approveAll(bot);
    bot.signal('SIGUSR2');

    expect(await bot.ended).toBe(1);
    expect(linesThatAreNoJson(bot)).toEqual([]);
    expect(bot.said()).toContain('AADSTS7000215');
    expect(bot.said()).toContain('nobody caught this');
    expect(bot.said()).toContain(
      '"phase":"outcome","step":"group-memberships","action":"entra.remove-from-groups","result":"failed"',
    );
    expect(Object.keys(shownAtLogin()).length).toBeGreaterThan(4);
    expect(leaks(left(bot), { ...own, ...shownAtLogin() })).toEqual([]);
  });

  it('after the directory refused it, with keys instead of passwords', patience, async () => {
    const own = { ldap: canary(), file: canary(), key: newKey() };
    const directory = await startRefusingDirectory(premises.authority);
    const bot = await premises.start({
      CertificateThumbprint: 'A1B2C3D4E5F6A7B8C9D0E1F2A3B4C5D6E7F8A9B0',
      CertificatePrivateKey: own.key,
      PROVIDER_CREDENTIAL: 'certificate',
      AZURE_CLIENT_CERTIFICATE_PATH: await certificateFile(own.file),
      AZURE_CLIENT_CERTIFICATE_PASSWORD: own.file,
      LDAP_URL: directory.url,
      LDAP_BIND_DN: 'CN=svc-offboarding,DC=contoso,DC=com',
      LDAP_PASSWORD: own.ldap,
      LDAP_BASE_DN: 'DC=contoso,DC=com',
      LDAP_DISABLED_OU: 'OU=Disabled,DC=contoso,DC=com',
      LDAP_CA_FILE: join(premises.folder, 'ca.pem'),
      LOG_LEVEL: 'debug',
      LOG_FILE: join(premises.folder, 'refused.log.db'),
    });
    await bot.until('started');

    refuse(isLogin, chattyLogin);
    await say(bot, 'alexw', '/help');
    refuse(() => false, chattyLogin);
    await say(bot, 'alexw', '/offboard jdoe');
    bot.signal('SIGTERM');
    await directory.close();

    expect(await bot.ended).toBe(0);
    expect(linesThatAreNoJson(bot)).toEqual([]);
    expect(JSON.stringify(premises.connector.messages)).toContain('49/52e');
    const fileKey = readFileSync(join(premises.folder, 'providers.pem'), 'latin1')
      .split('\n')
      .slice(3, -3)
      .join('');
    expect(leaks(left(bot), { ...own, fileKey, ...shownAtLogin() })).toEqual([]);
  });

  it('when it does not start because its store is not there', patience, async () => {
    const secret = canary();
    const password = `p:ss/${secret}`;
    const bot = await premises.start({
      MicrosoftAppPassword: canary(),
      PROVIDER_CREDENTIAL: 'managed-identity',
      MONGODB_URI: `mongodb://writer:${encodeURIComponent(password)}@127.0.0.1:1,127.0.0.1:2/offboarding`,
      LOG_LEVEL: 'debug',
    });

    expect(await bot.ended).toBe(1);
    expect(bot.said()).toContain('did not start');
    expect(leaks(left(bot), { password, secret })).toEqual([]);
  });
});

function newKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Key, encrypted by the password, and certificate in one file, as `PROVIDER_CREDENTIAL=certificate` wants them. */
async function certificateFile(password: string): Promise<string> {
  const file = join(premises.folder, 'providers.pem');
  const made = [
    '-newkey',
    'rsa:2048',
    '-keyout',
    file,
    '-out',
    `${file}.crt`,
    '-passout',
    `pass:${password}`,
  ];
  const { code, output } = await runCommand('openssl', [
    'req',
    '-x509',
    ...made,
    '-days',
    '2',
    '-subj',
    '/CN=x',
  ]);
  if (code !== 0) throw new Error(output);
  await runCommand('sh', ['-c', `cat '${file}.crt' >> '${file}'`]);
  return file;
}
