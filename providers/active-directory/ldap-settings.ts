export interface LdapSettings {
  /** `ldaps://dc1.contoso.com` or the domain's name; 636 unless it says otherwise. Never plain `ldap:`. */
  readonly url: string;
  /** DN or UPN of the bot's own account. */
  readonly bindDn: string;
  readonly password: string;
  /** PEM of the authority that signed the controllers' certificates; default: the ones this machine trusts. */
  readonly ca?: string;
  /** The domain: `DC=contoso,DC=com`. */
  readonly baseDn: string;
  /** Where accounts of leavers go. Must be inside what Entra Connect synchronizes, or the cloud user is deleted. */
  readonly disabledOu: string;
  /** From the first packet to the finished TLS handshake, in ms, for each controller tried. */
  readonly connectTimeoutMs: number;
  /** One operation, in ms. */
  readonly operationTimeoutMs: number;
}
