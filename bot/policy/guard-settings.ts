/** Whom the bot never touches, and how much one operator may start. */
export interface GuardSettings {
  /** Entra object ids, UPNs, mail addresses, SIDs or DNs of break-glass accounts, the bot's own and its sync accounts. */
  readonly neverTouch: readonly string[];
  /** Cases one operator may open within an hour. */
  readonly casesPerHour: number;
}
