const day = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `Tue 24 Nov, 14:05 UTC`, of an RFC 3339 time; other text is given back as it is. */
export function utc(at: string): string {
  const time = Date.parse(at);
  return Number.isNaN(time) ? at : `${day.format(time)} UTC`.replace(/^(\w+), /, '$1 ');
}

/** `14:05:09 UTC`, of a moment that is near. */
export function clockTime(at: string): string {
  return `${at.slice(11, 19)} UTC`;
}

/** `2026-11-24 14:05:09`, as the log has it. */
export function logTime(at: string): string {
  return at.replace('T', ' ').replace(/\..*$/, '');
}

/** `41 s`, `4 min 12 s`, `2 h 5 min`, `3 d 4 h`: the two largest parts. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return parts(seconds, 60, 'min', 's');
  if (seconds < 86_400) return parts(Math.floor(seconds / 60), 60, 'h', 'min');
  return parts(Math.floor(seconds / 3600), 24, 'd', 'h');
}

function parts(value: number, base: number, large: string, small: string): string {
  const rest = value % base;
  return rest === 0 ? `${value / base} ${large}` : `${Math.floor(value / base)} ${large} ${rest} ${small}`;
}

/** Time from one moment to another, both RFC 3339. */
export function between(from: string, to: string): string {
  return duration(Date.parse(to) - Date.parse(from));
}
