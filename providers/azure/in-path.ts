/** A scope or an id as the client's path takes it: no leading slash, each name percent-encoded. */
export function inPath(id: string): string {
  return id.split('/').filter(Boolean).map(encodeURIComponent).join('/');
}
