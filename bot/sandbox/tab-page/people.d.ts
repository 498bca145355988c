/** Made by the sandbox: who may be chosen. */
export const people: readonly { readonly id: string; readonly name: string; readonly role: string }[];
