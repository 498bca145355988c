/** State of the sandbox's Azure. */
export interface AzureState {
  readonly empty?: never;
}

export function freshAzure(): AzureState {
  return {};
}
