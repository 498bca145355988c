import { lookup } from 'node:dns/promises';
import { isIP, isIPv6 } from 'node:net';
import { Client } from 'ldapts';
import { askPermit } from '../permit.ts';
import type { ProviderError } from '../provider-error.ts';
import { ldapFailure, type LdapOperation } from './ldap-failure.ts';
import type { LdapSettings } from './ldap-settings.ts';
import { sidText } from './sid-text.ts';

/** After a refused log-on nobody tries again for so long, in ms: each try counts towards locking the account. */
const holdAfterRefusalMs = 15 * 60_000;

/** What a domain controller says of itself and of who has logged on. */
export interface Root {
  /** Its own name. */
  readonly controller: string;
  /** Where the forest keeps what all its domains share. */
  readonly configurationDn: string;
  /** SIDs of the account we logged on with, and of its groups. */
  readonly ownSids: readonly string[];
}

interface Bound extends Root {
  readonly client: Client;
}

/**
 * One logged-on LDAPS connection, shared by all callers and opened again when it is gone. It keeps to the domain
 * controller it first reached as long as that answers, because another one may not have heard of our changes yet.
 */
export class LdapSession {
  readonly #settings: LdapSettings;
  readonly #now: () => number;
  readonly #url: URL;
  #bound: Bound | null = null;
  #opening: Promise<Bound> | null = null;
  #address: string | null = null;
  #refused: { readonly error: ProviderError; readonly until: number } | null = null;

  constructor(settings: LdapSettings, now: () => number) {
    this.#settings = settings;
    this.#now = now;
    this.#url = new URL(settings.url);
    // Without TLS the password would be readable; with an empty one AD logs on as nobody, and says it succeeded.
    if (this.#url.protocol !== 'ldaps:') throw new RangeError('Active Directory is reached by ldaps:// only');
    if (settings.password === '') throw new RangeError("the password of the bot's account is empty");
  }

  /** @param work exactly one call, so that nothing is sent on a connection which reconnected in between */
  async run<T>(operation: LdapOperation, work: (client: Client) => Promise<T>): Promise<T> {
    const { client } = await this.#open();
    if (operation.writes) await askPermit();
    try {
      return await work(client);
    } catch (error) {
      throw this.#failure(error, operation);
    }
  }

  /** Logs on when that has not happened yet. */
  async root(): Promise<Root> {
    return this.#open();
  }

  async close(): Promise<void> {
    // One that is just being opened must not stay behind.
    await Promise.allSettled([this.#opening]);
    const bound = this.#bound;
    this.#bound = null;
    await bound?.client.unbind();
  }

  async #open(): Promise<Bound> {
    if (this.#bound?.client.isBound) return this.#bound;
    if (this.#refused && this.#now() < this.#refused.until) throw this.#refused.error;
    // Callers share one attempt: the library would open a connection for each of them.
    this.#opening ??= this.#reopen().finally(() => {
      this.#opening = null;
    });
    return await this.#opening;
  }

  async #reopen(): Promise<Bound> {
    let last: ProviderError | null = null;
    for (const address of await this.#addresses()) {
      try {
        this.#bound = await this.#logOn(address);
        this.#address = address;
        return this.#bound;
      } catch (error) {
        last = this.#failure(error, { name: 'bind', writes: false });
        if (!last.failure.passing) break;
      }
    }
    throw this.#remember(last ?? ldapFailure(new Error('no address'), { name: 'bind', writes: false }));
  }

  #failure(error: unknown, operation: LdapOperation): ProviderError {
    return ldapFailure(error, operation, this.#settings.password);
  }

  #remember(error: ProviderError): ProviderError {
    if (error.failure.code.startsWith('49')) {
      this.#refused = { error, until: this.#now() + holdAfterRefusalMs };
    }
    return error;
  }

  /** Where to try, the one that answered last first. */
  async #addresses(): Promise<readonly string[]> {
    const host = this.#url.hostname.replaceAll(/^\[|\]$/gu, '');
    if (isIP(host)) return [host];
    try {
      const found = (await lookup(host, { all: true })).map(({ address }) => address);
      const pinned = found.filter((address) => address === this.#address);
      return [...new Set([...pinned, ...found])];
    } catch (error) {
      throw ldapFailure(error, { name: 'resolve the domain controller', writes: false });
    }
  }

  async #logOn(address: string): Promise<Bound> {
    const { bindDn, password } = this.#settings;
    const client = this.#client(address);
    try {
      await client.bind(bindDn, password);
      return { client, ...(await readRoot(client, address)) };
    } catch (error) {
      await client.unbind();
      throw error;
    }
  }

  #client(address: string): Client {
    const { ca, connectTimeoutMs, operationTimeoutMs } = this.#settings;
    const host = this.#url.hostname;
    const port = this.#url.port === '' ? '636' : this.#url.port;
    return new Client({
      url: `ldaps://${isIPv6(address) ? `[${address}]` : address}:${port}`,
      connectTimeout: connectTimeoutMs,
      timeout: operationTimeoutMs,
      // The certificate must be for the name in the settings, whichever address answers to it.
      tlsOptions: {
        minVersion: 'TLSv1.2',
        ...(ca !== undefined && { ca }),
        ...(host !== address && isIP(host) === 0 && { servername: host }),
      },
      // A last line of defence: the library alone would go on without having logged on.
      autoRebind: true,
    });
  }
}

/** https://learn.microsoft.com/openspecs/windows_protocols/ms-adts/96f7b086-1ca4-4764-9a08-33f8f7a543db */
async function readRoot(client: Client, address: string): Promise<Root> {
  const attributes = ['dnsHostName', 'configurationNamingContext', 'tokenGroups'];
  const explicitBufferAttributes = ['tokenGroups'];
  const found = await client.search('', { scope: 'base', attributes, explicitBufferAttributes });
  const root = found.searchEntries[0];
  const values = (name: string): readonly (string | Buffer)[] => [root?.[name] ?? []].flat();
  const [controller, configurationDn] = ['dnsHostName', 'configurationNamingContext'].map(
    (name) => values(name)[0],
  );
  return {
    controller: String(controller ?? address),
    configurationDn: String(configurationDn ?? ''),
    ownSids: values('tokenGroups').map((sid) => sidText(Buffer.from(sid))),
  };
}
