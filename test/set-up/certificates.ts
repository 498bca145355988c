import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';

export interface Authority {
  /** PEM of its certificate. */
  readonly pem: string;
  readonly folder: string;
}

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A certificate authority that signs for this test run only. */
export async function makeAuthority(folder: string, name = 'Contoso Test CA'): Promise<Authority> {
  await mkdir(folder, { recursive: true });
  const files = ['-keyout', join(folder, 'ca.key'), '-out', join(folder, 'ca.pem')];
  await openssl(['req', '-x509', ...newKey, ...files, '-days', '2', '-subj', `/CN=${name}`]);
  return { pem: await readFile(join(folder, 'ca.pem'), 'utf8'), folder };
}

/** @param names `DNS:dc1.contoso.test,IP:127.0.0.1`
 *  @param days how long it is valid from now on; negative: it has expired */
export async function sign(authority: Authority, names: string, days = 2): Promise<Certificate> {
  const at = (name: string) => join(authority.folder, name);
  await openssl(['req', ...newKey, '-keyout', at('key.pem'), '-out', at('csr.pem'), '-subj', '/CN=dc1']);
  await writeFile(at('names'), `subjectAltName=${names}\n`);
  const issuer = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial'];
  const files = ['-in', at('csr.pem'), '-out', at('cert.pem'), '-extfile', at('names')];
  await openssl(['x509', '-req', ...issuer, ...files, '-days', String(days)]);
  const [key, cert] = await Promise.all([readFile(at('key.pem'), 'utf8'), readFile(at('cert.pem'), 'utf8')]);
  return { key, cert };
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'] as const;

async function openssl(args: readonly string[]): Promise<void> {
  const { code, output } = await runCommand('openssl', args);
  if (code !== 0) throw new Error(`openssl ${args[0]} failed: ${output}`);
}
