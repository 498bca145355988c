const switchPrefix = 'on:';

/**
 * Ids of the steps and actions whose switch on the plan card stands on anything but "true". Whatever else stands there
 * is not looked into: it may be an object that throws when it is made a text.
 */
export function leftOut(inputs: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(inputs)
    .filter(([name, value]) => name.startsWith(switchPrefix) && value !== 'true' && value !== true)
    .map(([name]) => name.slice(switchPrefix.length));
}
