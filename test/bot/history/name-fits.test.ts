import { describe, expect, it } from 'vitest';
import { beginsName, isWholeName } from '#bot/history/name-fits.ts';

const zoe = { name: 'Zo\u00EB O\u2019Neil-Smith', upn: "zoe.o'neil@contoso.com" };

describe('a name that somebody types', () => {
  it.each([
    'z',
    'Zoe',
    'ZO\u00CB',
    "o'n",
    'neil',
    'oneil',
    'zoe oneil-s',
    'oneilsm',
    'zoe.oneil@',
    'smith',
    'zoe smi',
    '  neil  zoe ',
    'zoe.o',
    "zoe.o'neil@contoso.com",
  ])('may be the beginning of a word of it or of the sign-in name: %s', (text) => {
    expect(beginsName(text, zoe)).toBe(true);
  });

  it.each(['', ' ', "'", 'oe', 'zoe x', 'z*', 'contoso', '.*', 'neil@', '-', 'onsmith'])(
    'is nobody\u2019s by what stands in its middle: %s',
    (text) => {
      expect(beginsName(text, zoe)).toBe(false);
    },
  );

  it('is whole when nothing of the name or the sign-in name is missing', () => {
    expect(isWholeName("zoe O'NEIL-smith", zoe)).toBe(true);
    expect(isWholeName("zoe.o'neil@CONTOSO.com", zoe)).toBe(true);
    expect(isWholeName('zoe', zoe)).toBe(false);
    expect(isWholeName('', { name: '', upn: '' })).toBe(false);
  });
});
