import { openAsBlob } from 'node:fs';

/** The most that one request of an upload session takes, bytes: https://learn.microsoft.com/graph/api/driveitem-createuploadsession */
const mostBytes = 60 * 1024 * 1024;
/** An upload that takes longer is given up, ms. */
const longest = 120_000;

export type Put = { readonly ok: true } | { readonly ok: false; readonly why: string };

/**
 * Puts a file where Teams has made room for it, in one piece, until `stopping` aborts. Never throws for what the other
 * side says.
 */
export async function putFile(path: string, url: string, stopping: AbortSignal): Promise<Put> {
  const body = await openAsBlob(path);
  if (body.size > mostBytes) return { ok: false, why: 'It is larger than 60 MB, too large for a chat.' };
  const headers = { 'content-range': `bytes 0-${body.size - 1}/${body.size}` };
  try {
    const signal = AbortSignal.any([AbortSignal.timeout(longest), stopping]);
    const answer = await fetch(url, { method: 'PUT', body, headers, redirect: 'error', signal });
    await answer.body?.cancel();
    return answer.ok ? { ok: true } : { ok: false, why: `OneDrive answered ${answer.status}.` };
  } catch {
    return { ok: false, why: stopping.aborted ? 'I am being stopped.' : 'OneDrive could not be reached.' };
  }
}
