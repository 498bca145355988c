/** State of the sandbox's Directory. */
export interface DirectoryState {
  readonly empty?: never;
}

export function freshDirectory(): DirectoryState {
  return {};
}
