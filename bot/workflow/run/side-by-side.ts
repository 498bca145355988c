/**
 * Works on all items, in order, at most `width` at a time; the results come in the order of the items. After the
 * first fault none begins any more, and it is thrown when those under way have ended: nothing goes on unseen.
 */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const left = items.entries();
  const faults: unknown[] = [];

  async function lane(): Promise<void> {
    for (const [place, item] of left) {
      try {
        results[place] = await work(item);
      } catch (error) {
        faults.push(error);
      }
      if (faults.length > 0) return;
    }
  }

  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  if (faults.length > 0) throw faults[0];
  return results;
}
