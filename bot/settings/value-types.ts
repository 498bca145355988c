import { domainToASCII } from 'node:url';
import { z } from 'zod';

/** What settings can look like. Each takes text, as the environment has it. */

/** A whole number within limits, both allowed. */
export function wholeNumber(least: number, most: number) {
  const wrong = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, wrong)
    .transform(Number)
    .refine((value) => value >= least && value <= most, wrong);
}

/** An id as Entra and Teams give them out. */
export const id = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be a GUID')
  .transform((text) => text.toLowerCase());

/** One of a few words, in any case; the result is spelled as here. */
export function oneOf<const W extends readonly [string, ...string[]]>(words: W) {
  return z.string().transform((text, context): W[number] => {
    const found = words.find((word) => word.toLowerCase() === text.toLowerCase());
    if (found !== undefined) return found;
    context.issues.push({ code: 'custom', message: `must be ${orList(words)}`, input: text });
    return z.NEVER;
  });
}

/** Values separated by commas; blanks around them do not count. */
export function listOf<T>(item: z.ZodType<T, string>) {
  return z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(item))
    .readonly();
}

/** An https address. */
export const httpsUrl = z
  .string()
  .refine((text) => parsedUrl(text)?.protocol === 'https:', 'must be an address that starts with https://');

/** A bare DNS name such as `bot.contoso.com`. */
export const hostName = z
  .string()
  .transform((text) => text.toLowerCase())
  .refine(
    (text) => text.includes('.') && domainToASCII(text) === text && /^[a-z0-9.-]+$/.test(text),
    'must be a host name, without https:// and without a path',
  );

/** Domains under which Microsoft answers, all national clouds. A token must not go anywhere else. */
const microsoftDomains = [
  'microsoft.com',
  'azure.com',
  'office365.com',
  'microsoftonline.com',
  'microsoft.us',
  'office365.us',
  'microsoftonline.us',
  'usgovcloudapi.net',
  'apps.mil',
  'chinacloudapi.cn',
  'partner.outlook.cn',
  'partner.microsoftonline.cn',
];

/** Origin of a Microsoft service, without a path and without a slash at the end. */
export const microsoftOrigin = httpsUrl
  .refine((text) => {
    const host = parsedUrl(text)?.hostname ?? '';
    return microsoftDomains.some((domain) => host === domain || host.endsWith(`.${domain}`));
  }, 'must be on a domain of Microsoft: tokens go there')
  .refine((text) => {
    const url = parsedUrl(text);
    return url !== null && url.href === `${url.origin}/` && url.port === '';
  }, 'must have no port, path or query')
  .transform((text) => new URL(text).origin);

/** The root host of a company's SharePoint, without `-my` or `-admin`. */
export const sharePointHost = z
  .string()
  .transform((text) => text.toLowerCase())
  .refine(
    (text) => /^[a-z0-9-]+\.sharepoint(\.com|\.us|-mil\.us|\.cn)$/.test(text) && !/-(my|admin)\./.test(text),
    'must be a host such as contoso.sharepoint.com',
  );

/** LDAP over TLS; plain LDAP would send the password in the clear. */
export const ldapsUrl = z
  .string()
  .refine(
    (text) => /^ldaps:\/\/[^/@?#\s]+\/?$/i.test(text),
    'must start with ldaps:// and name only host and port',
  );

/** A distinguished name, roughly; the directory has the last word. */
export const distinguishedName = z
  .string()
  .regex(/^[a-z]+=[^=]+(,\s*[a-z]+=[^=]+)+$/i, 'must be a distinguished name');

/** Where a MongoDB server is. */
export const mongoUri = z
  .string()
  .regex(/^mongodb(\+srv)?:\/\/\S+$/, 'must start with mongodb:// or mongodb+srv://');

/** A channel, as Teams names it; a link holds it percent-encoded. */
export const channelId = z
  .string()
  .transform((text) => text.replaceAll(/%3a/gi, ':').replaceAll('%40', '@'))
  .refine(
    (text) => /^19:[\w-]+@thread\.(tacv2|skype)$/.test(text),
    'must be the id of a channel, such as 19:…@thread.tacv2',
  );

export function parsedUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function orList(words: readonly string[]): string {
  return words.length === 1 ? `${words[0]}` : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
