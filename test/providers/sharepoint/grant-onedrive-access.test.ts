import { describe, expect, it } from 'vitest';
import { action, type PlanContext } from '#providers/action.ts';
import { grantOneDriveAccess } from '#providers/sharepoint/grant-onedrive-access.ts';
import type { Person } from '#providers/leaver.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { describeLaws } from '../action-laws.ts';
import {
  applyAll,
  cloudStage,
  leaverNamed,
  planned,
  rollBack,
  somebody,
  storedChanges,
  type CloudStage,
} from '../cloud-stage.ts';
import { failure } from '../http-stage.ts';

const grant = action(grantOneDriveAccess);
const granted = grant.permissions;
const siteUrl = 'https://contoso-my.sharepoint.com/personal/jdoe_contoso_com';

describeLaws(grant);

const adminsOf = ({ company }: CloudStage) =>
  company().sharePoint.sites.find((one) => one.path === '/personal/jdoe_contoso_com')!.admins;

describe('planning to hand over OneDrive', () => {
  const context: PlanContext = {
    leaver: leaverNamed('jdoe'),
    choices: { mailbox: 'both', successor: null },
    openedAt: '2026-11-02T09:00:00Z',
  };
  const plan = (successor: Person | null, isAdmin = false) =>
    grantOneDriveAccess.plan([{ siteUrl, successor, isAdmin }], context);

  it('names who gets full control of whose files', () => {
    expect(plan(somebody('meganb'))).toMatchObject([
      {
        kind: 'change',
        key: 'i:0#.f|membership|meganb@contoso.com',
        what: 'Give Megan Bowen full control of the OneDrive of John Doe',
        from: { isAdmin: false },
        to: { isAdmin: true },
      },
    ]);
  });

  it.each([null, somebody('jdoe')])('says that nobody is there to receive the files', (successor) => {
    expect(plan(successor)).toMatchObject([
      { kind: 'skipped', why: 'Nobody is named to receive the files.' },
    ]);
  });

  it('has nothing to do where the successor is administrator, or where no OneDrive is', () => {
    expect(plan(somebody('meganb'), true)).toEqual([]);
    expect(grantOneDriveAccess.plan([], context)).toEqual([]);
  });
});

describe('handing over OneDrive', () => {
  it('finds nothing to do for somebody who never had a OneDrive', async () => {
    const { context } = await cloudStage({ granted, leaver: 'joni.sherman' });
    expect(await planned(grant, context)).toEqual([]);
  });

  it('says so when there are files and nobody to receive them', async () => {
    const { context } = await cloudStage({ granted, successor: null });
    expect(await planned(grant, context)).toMatchObject([{ kind: 'skipped' }]);
  });

  it('gives it to a successor with an apostrophe in the name', async () => {
    const stage = await cloudStage({ granted, successor: "zoe.o'neil" });
    const [change] = await applyAll(grant, stage.context);
    expect(adminsOf(stage)).toEqual([personOf('jdoe').id, personOf("zoe.o'neil").id]);
    expect(await grant.verify?.(change!, stage.context)).toBe(true);
  });

  it('takes nothing from other administrators on the way back', async () => {
    const stage = await cloudStage({ granted });
    const changes = await applyAll(grant, stage.context);
    adminsOf(stage).push(personOf('adelev').id);
    await rollBack(grant, changes, stage.context);
    expect(adminsOf(stage)).toEqual([personOf('jdoe').id, personOf('adelev').id]);
  });

  it('is not called done when SharePoint said yes and did nothing', async () => {
    const { context, trouble } = await cloudStage({ granted });
    await trouble({ ignoreWrites: true });
    const [change] = await applyAll(grant, context);
    expect(await grant.verify?.(change!, context)).toBe(false);
  });

  it('gives the files to nobody else when SharePoint names another person', async () => {
    const stage = await cloudStage({ granted });
    const [change] = await storedChanges(grant, stage.context);
    const { systems } = stage.context;
    const post = async () => ({ Id: 7, LoginName: 'i:0#.f|membership|meganb@fabrikam.com' });
    const context = {
      ...stage.context,
      systems: { ...systems, sharePoint: { ...systems.sharePoint, post } },
    };
    expect((await failure(grant.apply(change!, context))).failure.code).toBe('unreadable');
    expect(adminsOf(stage)).toEqual([personOf('jdoe').id]);
  });

  it('stops when OneDrive cannot be read', async () => {
    const { context, trouble } = await cloudStage({ granted });
    await trouble({ rate: 1, statuses: [500], match: '/drive' });
    expect((await failure(planned(grant, context))).failure).toMatchObject({ system: 'entra', status: 500 });
  });
});
