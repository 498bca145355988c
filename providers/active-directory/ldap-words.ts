/** https://learn.microsoft.com/windows/win32/debug/system-error-codes: what AD appends to a refused bind as `data`. */
const bindData: Readonly<Record<string, string>> = {
  '525': 'the account does not exist',
  '52e': 'wrong name or password',
  '530': 'it may not log on at this hour',
  '531': 'it may not log on from this machine',
  '532': 'its password has expired',
  '533': 'it is disabled',
  '701': 'it has expired',
  '773': 'its password must be changed first',
  '775': 'it is locked out',
};

/** Why the domain controller refused the bot's own account. */
export function bindWords(data: string | undefined): string {
  const reason = bindData[data ?? ''];
  return `Active Directory refuses the bot's own account${reason ? `: ${reason}` : ''}`;
}

const results: Readonly<Record<string, string>> = {
  '1/00002020': 'the connection is not logged on',
  '3': 'the answer took too long for the domain controller, which gave only a part of it',
  '4': 'the domain controller gave only a part of the answer: it is more than it lists at once',
  '8': 'the domain controller demands an encrypted or signed connection',
  '8/00002028': 'the domain controller demands an encrypted or signed connection',
  '10/0000202B': 'this domain controller does not hold the object',
  '11': 'the answer is more than the domain controller is allowed to give',
  '19/0000052D': 'the password policy refuses this password',
  '32': 'there is no such object',
  '32/0000208D': 'there is no such object',
  '50': "the bot's account lacks the right to do this",
  '50/00002098': "the bot's account lacks the right to do this",
  '51/0000200E': 'the domain controller is busy',
  '53/0000055E': "it is the account's primary group",
  '53/00000561': 'the account is not a member of the group',
  '68/00000562': 'the account is already a member of the group',
  '68/00002071': 'the target OU already has an object of this name',
  '71/0000212C': 'a move to another domain is not possible',
};

/** Plain words for `53/0000055E` and its like; `undefined` where the server's own must do. */
export function resultWords(code: string): string | undefined {
  return results[code];
}

const certificates: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "the domain controller's certificate has expired",
  CERT_NOT_YET_VALID: "the domain controller's certificate is not valid yet: look at both clocks",
  CERT_REVOKED: "the domain controller's certificate has been revoked",
  CERT_SIGNATURE_FAILURE: "the domain controller's certificate is forged or broken",
  DEPTH_ZERO_SELF_SIGNED_CERT:
    "the domain controller's certificate is self-signed: give the bot the authority that signs them",
  SELF_SIGNED_CERT_IN_CHAIN:
    "the domain controller's certificate comes from an authority this machine does not trust",
  UNABLE_TO_GET_ISSUER_CERT: "the domain controller's certificate comes from an unknown authority",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the domain controller's certificate comes from an unknown authority",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the domain controller's certificate comes from an unknown authority",
  ERR_TLS_CERT_ALTNAME_INVALID: "the domain controller's certificate was made for another name",
};

/** Plain words for Node's certificate errors; `null` for any other code. */
export function certificateWords(code: string): string | null {
  return certificates[code] ?? null;
}
