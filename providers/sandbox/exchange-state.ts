/** State of the sandbox's Exchange. */
export interface ExchangeState {
  readonly empty?: never;
}

export function freshExchange(): ExchangeState {
  return {};
}
