/** Names a change within its case: `entra.block-sign-in/accountEnabled`. */
export function changeRef(action: string, key: string): string {
  return `${action}/${key}`;
}
