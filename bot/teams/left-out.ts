const switchPrefix = 'on:';

/** Ids of the steps and actions whose switch on the plan card stands on anything but "true". */
export function leftOut(inputs: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(inputs)
    .filter(([name, value]) => name.startsWith(switchPrefix) && String(value) !== 'true')
    .map(([name]) => name.slice(switchPrefix.length));
}
