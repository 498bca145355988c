import { describe, expect, it } from 'vitest';
import type { Change, Context } from '#providers/action.ts';
import { SystemFault } from '#bot/workflow/run/system-fault.ts';
import { standing } from '#bot/workflow/undo/standing.ts';
import { cupboard, fault, removeThings, type Thing } from '#test/set-up/cupboard.ts';
import { smallWorld } from '#test/set-up/small-world.ts';

const world = await smallWorld([]);
const before: Thing = { name: 'a', group: 'doors', value: 'open' };
const changed = (from: Thing, to: Thing | null): Change => ({
  kind: 'change',
  key: 'a',
  what: 'x',
  from,
  to,
});

/** How the thing stands when the system holds these. */
function stands(change: Change, things: readonly Thing[], more: object = {}) {
  const action = { ...removeThings(cupboard(...things), { id: 'test.doors', group: 'doors' }), ...more };
  return standing({ world, action, change, context: {} as Context });
}

describe('a thing that may be put back', () => {
  const closed = { ...before, value: 'closed' };
  const ajar = { ...before, value: 'ajar' };
  const other = { ...before, name: 'b' };

  it('is as before when it is as it was', async () => {
    expect(await stands(changed(before, closed), [other, before])).toBe('as before');
    expect(await stands(changed(before, null), [before])).toBe('as before');
  });

  it('is as we left it when it is what it was to be, or gone where it was to be gone', async () => {
    expect(await stands(changed(before, closed), [other, closed])).toBe('as we left it');
    expect(await stands(changed(before, null), [other])).toBe('as we left it');
  });

  it('is somebody else’s when it is neither, or gone where it was to stay', async () => {
    expect(await stands(changed(before, closed), [ajar])).toBe('changed since');
    expect(await stands(changed(before, closed), [other])).toBe('changed since');
    expect(await stands(changed(before, null), [ajar])).toBe('changed since');
  });

  it('is part of the way where the action knows it as its own', async () => {
    const isPartWay = (now: unknown) => (now as Thing).value === 'ajar';

    expect(await stands(changed(before, closed), [ajar], { isPartWay })).toBe('part of the way');
    expect(await stands(changed(before, closed), [{ ...ajar, value: 'painted' }], { isPartWay })).toBe(
      'changed since',
    );
    expect(await stands(changed(before, closed), [], { isPartWay: () => true })).toBe('changed since');
  });

  it('is the same where the action says so', async () => {
    const same = (a: unknown, b: unknown) => (a as Thing).value[0] === (b as Thing).value[0];

    expect(await stands(changed(before, closed), [{ ...before, value: 'OPEN' }], { same })).toBe(
      'changed since',
    );
    expect(await stands(changed(before, closed), [{ ...before, value: 'opened' }], { same })).toBe(
      'as before',
    );
    expect(await stands(changed(before, closed), [{ ...before, value: 'clos' }], { same })).toBe(
      'as we left it',
    );
  });

  it('is unknown when it cannot be read', async () => {
    const inspect = () => Promise.reject(fault('down'));

    await expect(stands(changed(before, closed), [], { inspect })).rejects.toBeInstanceOf(SystemFault);
  });
});
