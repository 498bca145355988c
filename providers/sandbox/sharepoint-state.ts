/** State of the sandbox's SharePoint. */
export interface SharePointState {
  readonly empty?: never;
}

export function freshSharePoint(): SharePointState {
  return {};
}
