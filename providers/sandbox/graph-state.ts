/** State of the sandbox's Graph. */
export interface GraphState {
  readonly empty?: never;
}

export function freshGraph(): GraphState {
  return {};
}
