import type { Directory } from '../systems.ts';
import { ProviderError } from '../provider-error.ts';
import { attributeOf } from './attribute-of.ts';

/** https://learn.microsoft.com/troubleshoot/windows-server/active-directory/useraccountcontrol-manipulate-account-properties */
const disabledBit = 0x2;
/** LOCKOUT and PASSWORD_EXPIRED are computed by the server and must not be written back. */
const computedBits = 0x10 | 0x80_0000;

/** @throws ProviderError for anything that is no number: guessing would enable or disable somebody. */
export function isEnabled(userAccountControl: string | undefined): boolean {
  return (parsed(userAccountControl) & disabledBit) === 0;
}

/**
 * Sets or clears the one bit, on the value read just before: the textbook's 514 would wipe out "password never
 * expires", "smartcard required" and the rest, and an old value would wipe out what others changed since.
 */
export async function setEnabled(directory: Directory, guid: string, enabled: boolean): Promise<void> {
  const current = attributeOf(await directory.read(guid, ['userAccountControl']), 'userAccountControl');
  if (isEnabled(current) === enabled) return;
  const bits = parsed(current) & ~computedBits;
  const wanted = enabled ? bits & ~disabledBit : bits | disabledBit;
  await directory.replace(guid, 'userAccountControl', [String(wanted)]);
}

function parsed(value: string | undefined): number {
  if (value !== undefined && /^\d{1,10}$/.test(value)) return Number(value);
  throw new ProviderError({
    system: 'active-directory',
    operation: 'read userAccountControl',
    code: 'unreadable',
    message: 'the account has no readable userAccountControl',
  });
}
