/** The metric's name out of a canonical key, as words. */
export function metricOf(series: string): string {
  const bare = /^[a-zA-Z_][a-zA-Z0-9_]*/.exec(series)?.[0];
  if (bare !== undefined) return capitalised(bare.replaceAll('_', ' '));
  return /^"((?:[^"\\]|\\.)*)"/.exec(series)?.[1] ?? series;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
