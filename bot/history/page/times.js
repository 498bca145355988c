const local = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const localDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/**
 * A time of the log in the reader's own zone, with UTC on hover.
 * @param {string} at RFC 3339
 * @param {'long' | 'short'} [length] long has seconds
 */
export function timeOf(at, length = 'short') {
  const element = document.createElement('time');
  element.dateTime = at;
  element.title = `${at.replace('T', ' ').replace('Z', '')} UTC`;
  element.textContent = (length === 'long' ? local : localDay).format(new Date(at));
  return element;
}

/** The log writes years with four figures. */
const lastInstant = new Date('9999-12-31T23:59:59.999Z');

/**
 * The instant at which a day of the reader begins.
 * @param {string} day `2026-11-23`
 * @param {number} [later] so many days later
 */
export function startOfDay(day, later = 0) {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const start = new Date(year, month - 1, date + later);
  if (Number.isNaN(start.getTime())) return '';
  return start > lastInstant ? lastInstant.toISOString() : start.toISOString();
}
