const UNITS: readonly (readonly [prefix: string, seconds: number])[] = [
  ['s', 1],
  ['min', 60],
  ['h', 3600],
  ['d', 86_400],
  ['w', 7 * 86_400],
  ['mon', 30 * 86_400],
  ['y', 365 * 86_400],
];
const WHOLE = /^[+-]?(?:\d+[a-z]+)+$/;
const PART = /(\d+)([a-z]+)/g;

/**
 * Seconds of an interval such as `10min`, `-1d` or `1h30min`; a unit is known by its prefix, a sign counts for all parts
 * (graphite-web, `render/attime.py`, `parseTimeOffset`). `undefined` when it is none.
 */
export function parseInterval(text: string): number | undefined {
  if (!WHOLE.test(text)) return undefined;
  let seconds = 0;
  for (const [, count = '', name = ''] of text.matchAll(PART)) {
    const unit = UNITS.find(([prefix]) => name.startsWith(prefix));
    if (unit === undefined) return undefined;
    seconds += Number(count) * unit[1];
  }
  if (!Number.isSafeInteger(seconds)) return undefined;
  return text.startsWith('-') ? -seconds : seconds;
}
