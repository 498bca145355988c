import type { RecordedRequest } from '#providers/sandbox/request-log.ts';
import { writesIn } from './process/findings.ts';

/** The faults with which the cloud accepts exactly these calls and does nothing. */
export function ignoring(writes: readonly RecordedRequest[]): object {
  return { ignoreWrites: true, match: exactly(writes) };
}

/** The faults with which the cloud refuses exactly these calls. */
export function refusing(writes: readonly RecordedRequest[]): object {
  return { rate: 1, statuses: [403], match: exactly(writes) };
}

function exactly(writes: readonly RecordedRequest[]): string {
  return `^(${[...new Set(writes.map(patternOf))].join('|')})$`;
}

/** What a run sent, one of each kind: the same operation on another thing is no other kind. */
export function kindsOfWrites(requests: readonly RecordedRequest[]): readonly RecordedRequest[] {
  const kinds = new Map(writesIn(requests).map((request) => [kindOf(request), request]));
  return [...kinds.values()];
}

function kindOf({ method, path, body }: RecordedRequest): string {
  const plain = path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '…');
  return `${method} ${plain} ${Object.keys((body as object | null) ?? {}).join()} ${cmdletOf(body)}`;
}

function patternOf({ method, path, body }: RecordedRequest): string {
  return RegExp.escape(`${method} ${path}${cmdletOf(body)}`);
}

function cmdletOf(body: unknown): string {
  const { CmdletInput } = (body ?? {}) as { CmdletInput?: { CmdletName?: string } };
  return CmdletInput?.CmdletName === undefined ? '' : ` ${CmdletInput.CmdletName}`;
}
