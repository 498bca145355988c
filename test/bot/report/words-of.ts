/** All words of a document before it is drawn, in reading order, as they will stand there. */
export function wordsOf(node: unknown): string {
  if (typeof node === 'string') return node;
  if (Array.isArray(node)) {
    const isText = node.every((one) => typeof one === 'object' && one !== null && 'font' in one);
    return node.map(wordsOf).join(isText ? '' : '\n');
  }
  if (typeof node !== 'object' || node === null) return '';
  const { text, stack, columns, table, content } = node as Record<string, unknown>;
  const { body } = (table ?? {}) as Record<string, unknown>;
  return [text, stack, columns, body, content]
    .filter((part) => part !== undefined)
    .map(wordsOf)
    .join('\n');
}
