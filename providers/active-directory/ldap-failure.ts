import { ResultCodeError } from 'ldapts';
import { ProviderError, type ProviderFailure } from '../provider-error.ts';
import { bindWords, certificateWords, resultWords } from './ldap-words.ts';

/** What was being done when it failed. */
export interface LdapOperation {
  /** `modify member`: no names, no values. */
  readonly name: string;
  /** A write whose answer is missing may have happened. */
  readonly writes: boolean;
}

/**
 * Everything that can go wrong between us and a domain controller, as facts.
 * @param password taken out of the server's words, before they are cut: a server may repeat what it was sent
 */
export function ldapFailure(error: unknown, operation: LdapOperation, password = ''): ProviderError {
  if (error instanceof ProviderError) return error;
  const said = error instanceof Error ? error : new Error(String(error));
  const words = password === '' ? said.message : said.message.replaceAll(password, '[secret]');
  const facts =
    said instanceof ResultCodeError ? refusal(said.code, words) : trouble(said, words, operation.writes);
  // The library's error stays behind: it may hold the message that was sent.
  return new ProviderError({ system: 'active-directory', operation: operation.name, ...facts });
}

type Facts = Omit<ProviderFailure, 'system' | 'operation'>;

const noSuchObject = 32;
const invalidCredentials = 49;
/** Busy, unavailable. */
const passingResults = new Set([51, 52]);

/** The server's own no: result code, and the Windows code that AD puts in front of its text. */
function refusal(result: number, said: string): Facts {
  const own = oneLine(said.replace(/ ?Code: 0x[0-9a-f]+$/iu, ''));
  const windows = /^([0-9a-f]{8}):/iu.exec(own)?.[1]?.toUpperCase();
  const data = /\bdata ([0-9a-f]{3})\b/iu.exec(own)?.[1]?.toLowerCase();
  const reason = result === invalidCredentials ? data : windows;
  const code = reason === undefined ? String(result) : `${result}/${reason}`;
  const words = result === invalidCredentials ? bindWords(data) : resultWords(code);
  return {
    code,
    message: words ? `${words} (${own})` : own,
    ...(result === noSuchObject && { absent: true }),
    ...(passingResults.has(result) && { passing: true }),
  };
}

/** No answer at all: time, network, certificate. */
function trouble(error: Error, words: string, writes: boolean): Facts {
  if (error.message === 'Connection timeout') return late(false, 'no domain controller answered in time');
  if (error.message.endsWith('Operation timed out')) {
    return late(writes, 'the domain controller did not answer in time');
  }
  if (isBrokenOff(error)) return unreachable(writes, 'the connection to the domain controller broke off');
  if ('code' in error && typeof error.code === 'string') return connecting(error.code);
  return { code: 'unreadable', message: oneLine(words), ...(writes && { uncertain: true }) };
}

/** Node's own code for a connection that never came about. */
function connecting(code: string): Facts {
  const certificate = certificateWords(code);
  if (certificate) return { code, message: `${certificate} (${code})` };
  if (/^(?:ERR_SSL|EPROTO)/u.test(code))
    return { code, message: `the other end does not speak LDAPS (${code})` };
  return unreachable(false, `the domain controller cannot be reached (${code})`);
}

function late(uncertain: boolean, message: string): Facts {
  return { code: 'timeout', message, passing: true, ...(uncertain && { uncertain }) };
}

function unreachable(uncertain: boolean, message: string): Facts {
  return { code: 'unreachable', message, passing: true, ...(uncertain && { uncertain }) };
}

/** The library's words for a connection that ended while an operation was on the way. */
function isBrokenOff({ message }: Error): boolean {
  return /^(?:Connection closed before|Socket error\.|Socket connection not established)/u.test(message);
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
