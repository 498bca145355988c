/** Where Teams makes room for files, in all clouds: the person's own OneDrive. */
const homes = ['.sharepoint.com', '.sharepoint.us', '.sharepoint-mil.us', '.sharepoint.cn'];

/**
 * Whether a report may be put there. The address comes with the activity: a forged one must not make the bot send
 * what people held, or anything at all, to somebody's server.
 * @param sandbox there the room is on this machine
 */
export function mayUploadTo(address: string, sandbox: boolean): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || url.username !== '' || url.password !== '') return false;
  if (sandbox) return url.protocol === 'http:' && url.hostname === '127.0.0.1';
  const isHome = homes.some((home) => url.hostname.endsWith(home));
  return url.protocol === 'https:' && url.port === '' && isHome;
}
