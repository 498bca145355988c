import { describe, expect, it } from 'vitest';
import { typedYes } from '#bot/approvals/typed-yes.ts';
import { stepAt } from '#test/set-up/case-at.ts';

const settled = stepAt();
const changed = stepAt({ drift: { added: ['test.doors/b'], gone: [] } });

describe('a typed yes', () => {
  it('can only mean the plan as it was settled, and all its words are a remark', () => {
    expect(typedYes(settled, 'go on please')).toEqual({ seen: true, reason: 'go on please' });
    expect(typedYes(settled, '')).toEqual({ seen: true, reason: '' });
  });

  it('means nothing without the mark, once the changes are others', () => {
    expect(typedYes(changed, 'go on please')).toEqual({ seen: false, reason: 'go on please' });
    expect(typedYes(changed, 'please a1b2c3')).toEqual({ seen: false, reason: 'please a1b2c3' });
    expect(typedYes(changed, '')).toEqual({ seen: false, reason: '' });
  });

  it('means the changes whose mark it begins with, however that is spelled; the rest is a remark', () => {
    expect(typedYes(changed, 'A1B2C3 go on please')).toEqual({ seen: true, reason: 'go on please' });
    expect(typedYes(settled, 'a1b2c3')).toEqual({ seen: true, reason: '' });
  });
});
