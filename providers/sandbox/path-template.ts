/** A route's path, taken apart once at start. */
export interface PathTemplate {
  readonly segments: readonly Segment[];
}

interface Segment {
  readonly names: readonly string[];
  /** `null` = one or more whole segments. */
  readonly pattern: RegExp | null;
  /** How literal it is: a higher rank wins over a lower one at the same place. */
  readonly rank: number;
}

const hole = /:([a-z]\w*)/gi;

export function pathTemplate(path: string): PathTemplate {
  return { segments: path.split('/').filter(Boolean).map(segmentOf) };
}

function segmentOf(text: string): Segment {
  const names = [...text.matchAll(hole)].map((match) => match[1] ?? '');
  if (/^:\w+\*$/.test(text)) return { names, pattern: null, rank: 0 };
  const parts = text.split(/:[a-z]\w*/i).map(literally);
  const rank = names.length === 0 ? 3 : parts.some((part) => part !== '') ? 2 : 1;
  return { names, pattern: new RegExp(`^${parts.join('(.+)')}$`, 'is'), rank };
}

/** A path as it was sent, taken apart once to be held against many templates. */
export function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter(Boolean).map(decoded);
}

/** The holes' values, or `null` when the path is another one. */
export function matchPath(template: PathTemplate, path: readonly string[]): Record<string, string> | null {
  return match(template.segments, path);
}

function match(wanted: readonly Segment[], given: readonly string[]): Record<string, string> | null {
  const [segment, ...others] = wanted;
  if (!segment) return given.length === 0 ? {} : null;
  if (segment.pattern === null) return matchMany(segment, others, given);
  const [text, ...rest] = given;
  const found = text === undefined ? null : segment.pattern.exec(text);
  const further = found && match(others, rest);
  if (!found || !further) return null;
  return { ...Object.fromEntries(segment.names.map((name, i) => [name, found[i + 1] ?? ''])), ...further };
}

function matchMany(segment: Segment, others: readonly Segment[], given: readonly string[]) {
  for (let taken = 1; taken <= given.length; taken++) {
    const further = match(others, given.slice(taken));
    if (further) return { [segment.names[0] ?? '']: given.slice(0, taken).join('/'), ...further };
  }
  return null;
}

/** Negative when `a` is the more literal one and must be tried first. */
export function bySpecificity(a: PathTemplate, b: PathTemplate): number {
  for (const [i, segment] of a.segments.entries()) {
    const difference = (b.segments[i]?.rank ?? -1) - segment.rank;
    if (difference !== 0) return difference;
  }
  return b.segments.length - a.segments.length;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
