import { guidBytes, guidText } from './guid-text.ts';

/** What Entra Connect writes to `onPremisesImmutableId` for an account: its 16 anchor bytes in base64. */
export function immutableIdOf(guid: string): string {
  return guidBytes(guid).toString('base64');
}

/** The objectGUID an immutable id was made of; `null` when it was made of something else (an employee number). */
export function guidOfImmutableId(immutableId: string): string | null {
  const bytes = Buffer.from(immutableId, 'base64');
  const isAnchor = bytes.length === 16 && bytes.toString('base64') === immutableId.trim();
  return isAnchor ? guidText(bytes) : null;
}
