import { describe, expect, it } from 'vitest';
import { acts, mayAct, type Act } from '#bot/policy/acts.ts';
import type { Caller } from '#bot/policy/caller.ts';
import { guard } from '#bot/policy/guard.ts';
import { adele, alex, johnDoe, patti } from '#test/set-up/small-world.ts';

const settings = {
  neverTouch: [
    'breakglass@contoso.com',
    'CN=svc-bot, OU=Service, DC=contoso, DC=com',
    'E0000000-0000-4000-8000-0000000000FF',
  ],
  casesPerHour: 3,
};
const botAccount = {
  guid: johnDoe.id,
  sid: 'S-1-5-21-1',
  dn: 'cn=svc-bot,ou=Service,DC=contoso,DC=com',
  accountName: 'svc-bot',
};
const nothing = { protection: { reasons: [] }, casesThisHour: 0 };

describe('whom the bot refuses to offboard', () => {
  it('accepts an ordinary leaver', () => {
    expect(guard({ by: alex, leaver: johnDoe, ...nothing }, settings)).toEqual({ ok: true, value: null });
  });

  it('refuses oneself, however the id is spelled', () => {
    const leaver = { ...johnDoe, id: alex.id.toUpperCase() };

    expect(guard({ by: alex, leaver, ...nothing }, settings)).toMatchObject({ refusal: { code: 'oneself' } });
  });

  it.each([
    ['by user principal name', { ...johnDoe, upn: 'BreakGlass@contoso.com' }],
    ['by its place in the directory, however it is spelled', { ...johnDoe, directory: botAccount }],
    [
      'by its place in the directory, with blanks and escapes of its own',
      { ...johnDoe, directory: { ...botAccount, dn: 'CN=svc\\2Dbot,OU=Service,DC=contoso,DC=com' } },
    ],
    ['by a mail address', { ...johnDoe, mail: 'BreakGlass@contoso.com' }],
    ['by object id', { ...johnDoe, id: 'e0000000-0000-4000-8000-0000000000ff' }],
  ])('refuses an account on the list never to touch, %s', (_how, leaver) => {
    expect(guard({ by: alex, leaver, ...nothing }, settings)).toMatchObject({
      refusal: { code: 'protected' },
    });
  });

  it('refuses a protected account and says which protection', () => {
    const protection = { reasons: ['Member of Domain Admins.'] };

    expect(guard({ by: alex, leaver: johnDoe, protection, casesThisHour: 0 }, settings)).toMatchObject({
      refusal: { code: 'protected', facts: { why: 'Member of Domain Admins.' } },
    });
  });

  it('refuses one case more than the hourly limit', () => {
    const at = (casesThisHour: number) =>
      guard({ by: alex, leaver: johnDoe, ...nothing, casesThisHour }, settings);

    expect(at(2).ok).toBe(true);
    expect(at(3)).toMatchObject({ refusal: { code: 'too-many-cases', facts: { limit: '3' } } });
  });
});

describe('what a role admits', () => {
  const all = Object.keys(acts) as Act[];
  const allowed = (by: Caller) => all.filter((act) => mayAct(by, act).ok).toSorted();
  const decided = ['approve', 'changes', 'help', 'reject'];

  it('lets an operator do everything', () => {
    expect(allowed(alex)).toEqual(all.toSorted());
  });

  it('lets an auditor read, and nothing else', () => {
    expect(allowed(adele)).toEqual([...decided, 'history', 'report', 'status'].toSorted());
  });

  it('lets somebody without a role ask for help; approvals are decided by the case', () => {
    expect(allowed(patti)).toEqual(decided);
    expect(mayAct(patti, 'offboard')).toMatchObject({ refusal: { code: 'no-role' } });
  });

  it('lets a disabled account do nothing that needs a role', () => {
    expect(allowed({ ...alex, enabled: false })).toEqual(decided);
  });
});
