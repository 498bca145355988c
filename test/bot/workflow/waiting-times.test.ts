import { describe, expect, it } from 'vitest';
import { heldUpForMs } from '#bot/workflow/approve/held-up.ts';
import { createHoldsSeen } from '#bot/workflow/hold/holds-seen.ts';
import { createRest } from '#bot/workflow/hold/rest.ts';
import { isDueForALook } from '#bot/workflow/run/due-for-a-look.ts';
import { changesAtOnce, laneIsFree } from '#bot/workflow/run/lanes.ts';
import { spreadsForMs } from '#bot/workflow/run/spread.ts';
import { caseAt, changeAt, noon } from '#test/set-up/case-at.ts';
import { virtualClock } from '#test/set-up/virtual-clock.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const later = (ms: number) => new Date(Date.parse(noon) + ms);
const text = (ms: number) => later(ms).toISOString();

describe('what was accepted and not seen', () => {
  const due = (waited: number, since: number) => {
    const unseen = { status: 'applied', intentAt: text(-waited), outcomeAt: noon } as const;
    return isDueForALook(changeAt('test.doors/a', unseen), later(since));
  };

  it.each([
    ['a minute after a short wait', 1000, minuteMs],
    ['after as long as it was waited for', 5 * minuteMs, 5 * minuteMs],
    ['after six hours at the latest', 48 * hourMs, 6 * hourMs],
  ])('is looked at again %s', (_, waited, after) => {
    expect(due(waited, after - 1)).toBe(false);
    expect(due(waited, after)).toBe(true);
  });

  it('is looked at at once when somebody asked for it', () => {
    expect(isDueForALook(changeAt('test.doors/a', { status: 'applied', intentAt: noon }), later(0))).toBe(
      true,
    );
  });

  it('waits its minute when nobody knows since when', () => {
    const unseen = changeAt('test.doors/a', { status: 'applied', outcomeAt: noon });

    expect(isDueForALook(unseen, later(minuteMs - 1))).toBe(false);
    expect(isDueForALook(unseen, later(minuteMs))).toBe(true);
  });

  it.each(['waiting', 'verified', 'failed', 'unknown', 'undo-applied'] as const)(
    'is not what is %s: that needs no look',
    (status) => {
      expect(isDueForALook(changeAt('test.doors/a', { status }), later(hourMs))).toBe(false);
    },
  );
});

describe('a picture of a system', () => {
  const young = (more: object, now: number) =>
    spreadsForMs(changeAt('test.doors/a', more), later(now), minuteMs);

  it('may be older than the newest act, for as long as that takes to spread', () => {
    expect(young({ intentAt: noon }, 1000)).toBe(59_000);
    expect(young({ intentAt: text(-5000), outcomeAt: noon }, 0)).toBe(minuteMs);
    expect(young({ intentAt: noon, outcomeAt: text(-5000) }, 0)).toBe(minuteMs);
  });

  it('is true once that time is over, and when there was no act', () => {
    expect(young({ intentAt: noon }, minuteMs)).toBe(0);
    expect(young({ intentAt: noon }, hourMs)).toBe(0);
    expect(young({}, 0)).toBe(0);
  });
});

describe('a case that a system holds up', () => {
  const heldUp = { tries: 1, until: text(1000) };

  it('waits until the time that the log names', () => {
    expect(heldUpForMs(caseAt({ heldUp }), later(0))).toBe(1000);
    expect(heldUpForMs(caseAt({ heldUp }), later(5000))).toBe(0);
    expect(heldUpForMs(caseAt(), later(0))).toBe(0);
  });
});

describe('a case that met a fault of our own', () => {
  it('rests twice as long each time, six hours at most, and not at all once it went well', () => {
    const clock = virtualClock();
    const rest = createRest(clock);
    const restsFor = (ms: number) => {
      rest.begin('OFF-TEST1');
      clock.advance(ms - 1);
      const before = rest.has('OFF-TEST1');
      clock.advance(1);
      return before && !rest.has('OFF-TEST1');
    };

    expect(rest.has('OFF-TEST1')).toBe(false);
    expect(restsFor(2 * minuteMs)).toBe(true);
    expect(restsFor(4 * minuteMs)).toBe(true);
    for (let times = 0; times < 6; times++) rest.begin('OFF-TEST1');
    expect(restsFor(6 * hourMs)).toBe(true);
    rest.begin('OFF-TEST1');
    expect(rest.has('OFF-TEST2')).toBe(false);
    rest.end('OFF-TEST1');
    expect(rest.has('OFF-TEST1')).toBe(false);
    expect(restsFor(2 * minuteMs)).toBe(true);
  });
});

describe('the hold of another instance', () => {
  const start = noon;
  const hold = { instance: 'other', epoch: 3, since: text(0), until: text(30_000) };

  it('lasts as long as it says, from when it was first seen', () => {
    const clock = virtualClock(start);
    const seen = createHoldsSeen(clock);

    expect(seen.leftOf('OFF-TEST1', hold)).toBe(30_000);
    clock.advance(10_000);
    expect(seen.leftOf('OFF-TEST1', hold)).toBe(20_000);
    clock.advance(20_001);
    expect(seen.leftOf('OFF-TEST1', hold)).toBe(0);
  });

  it('does not last longer because the other’s clock runs a day ahead', () => {
    const clock = virtualClock(start);
    const seen = createHoldsSeen(clock);
    const ahead = { ...hold, since: text(24 * hourMs), until: text(24 * hourMs + 30_000) };

    expect(seen.leftOf('OFF-TEST1', ahead)).toBe(30_000);
    clock.advance(30_000);
    expect(seen.leftOf('OFF-TEST1', ahead)).toBe(0);
  });

  it('is over when it ended before we saw it', () => {
    const seen = createHoldsSeen(virtualClock(text(29_000)));

    expect(seen.leftOf('OFF-TEST1', hold)).toBe(1000);
  });

  it('begins anew when it is said again, in another case, and when it was forgotten', () => {
    const clock = virtualClock(start);
    const seen = createHoldsSeen(clock);
    const ahead = { ...hold, since: text(hourMs), until: text(hourMs + 30_000) };
    seen.leftOf('OFF-TEST1', ahead);
    clock.advance(30_000);

    expect(seen.leftOf('OFF-TEST2', ahead)).toBe(30_000);
    expect(seen.leftOf('OFF-TEST1', { ...ahead, epoch: 4 })).toBe(30_000);
    clock.advance(30_000);
    expect(seen.leftOf('OFF-TEST1', { ...ahead, epoch: 4 })).toBe(0);
    seen.forget('OFF-TEST1');
    expect(seen.leftOf('OFF-TEST1', { ...ahead, epoch: 4 })).toBe(30_000);
  });

  it('begins anew when our own clock was set back', () => {
    const clock = virtualClock(start);
    const seen = createHoldsSeen(clock);
    const ahead = { ...hold, since: text(hourMs), until: text(hourMs + 30_000) };
    seen.leftOf('OFF-TEST1', ahead);
    clock.advance(-hourMs);

    expect(seen.leftOf('OFF-TEST1', ahead)).toBe(30_000);
  });
});

describe('side by side', () => {
  const entra = { system: 'entra' };
  const exchange = { system: 'exchange' };

  it('a system takes as many actions as it bears, whatever others do', () => {
    expect(laneIsFree('exchange', [])).toBe(true);
    expect(laneIsFree('exchange', [entra, entra])).toBe(true);
    expect(laneIsFree('exchange', [exchange])).toBe(false);
    expect(
      laneIsFree(
        'entra',
        Array.from({ length: 7 }, () => entra),
      ),
    ).toBe(true);
    expect(
      laneIsFree(
        'entra',
        Array.from({ length: 8 }, () => entra),
      ),
    ).toBe(false);
  });

  it('a system that this version does not know takes one', () => {
    expect(laneIsFree('fax', [])).toBe(true);
    expect(laneIsFree('fax', [{ system: 'fax' }])).toBe(false);
  });

  it('changes of one action go out as the system bears, or one by one where the action says so', () => {
    expect(changesAtOnce({ system: 'exchange' })).toBe(3);
    expect(changesAtOnce({ system: 'exchange', oneByOne: true })).toBe(1);
  });
});
