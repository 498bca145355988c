import { type ProtectionReason, readDirectoryProtection } from '#providers/active-directory/protected.ts';
import { readEntraProtection } from '#providers/entra/read-protection.ts';
import type { Leaver } from '#providers/leaver.ts';
import type { Systems } from '#providers/systems.ts';
import type { Protection } from '../../policy/guard.ts';

/** What both directories say against touching this person. @throws ProviderError when one cannot be read */
export async function readProtection(
  { directory, graph }: Pick<Systems, 'directory' | 'graph'>,
  leaver: Leaver,
): Promise<Protection> {
  const [onPremises, inEntra] = await Promise.all([
    directory && leaver.directory ? readDirectoryProtection(directory, leaver.directory.guid) : [],
    readEntraProtection(graph, leaver.id),
  ]);
  return { reasons: [...onPremises.map(inWords), ...inEntra.map((reason) => `The account ${reason}.`)] };
}

function inWords({ code, detail }: ProtectionReason): string {
  if (code === 'protected-group') return `The account is in the protected Active Directory group ${detail}.`;
  return `Active Directory protects the account: ${detail}.`;
}
