/** The reason in the `closed` entry of a case that a person ended: by it a report tells them from the bot. */
export function canceledBy(name: string): string {
  return `Canceled by ${name}.`;
}
