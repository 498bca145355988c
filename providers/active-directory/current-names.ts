/** A name older than this, in ms, is asked for again: the account may have been moved or renamed since. */
const freshForMs = 2_000;

export interface CurrentNames {
  of(guid: string): Promise<string>;
  /** It is about to have another. */
  forget(guid: string): void;
}

/**
 * DNs of accounts, remembered for a moment: somebody who leaves 500 groups is named 500 times. A name that went out of
 * date in that moment names nobody, so nothing is changed, and reading back tells. `now` in ms since 1970.
 */
export function currentNames(read: (guid: string) => Promise<string>, now: () => number): CurrentNames {
  const known = new Map<string, { readonly dn: string; readonly at: number }>();

  function isFresh({ at }: { readonly at: number }): boolean {
    const age = now() - at;
    return age >= 0 && age < freshForMs;
  }

  return {
    async of(guid) {
      const seen = known.get(guid);
      if (seen && isFresh(seen)) return seen.dn;
      const at = now();
      const dn = await read(guid);
      for (const [other, one] of known) if (!isFresh(one)) known.delete(other);
      known.set(guid, { dn, at });
      return dn;
    },
    forget: (guid) => void known.delete(guid),
  };
}
