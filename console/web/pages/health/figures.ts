/** Figures of the health page as people read them. */

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `0 B`, `12 kB`, `3.4 MB`: steps of 1000. */
export function formatBytes(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const scaled = bytes / 1000 ** step;
  const digits = step > 0 && scaled < 10 ? 1 : 0;
  return `${scaled.toFixed(digits)} ${UNITS[step] ?? ''}`;
}

/** `0.05`, `3.2`, `1 250`. */
export function formatRate(perSecond: number): string {
  if (perSecond === 0) return '0';
  if (perSecond < 0.1) return perSecond.toFixed(2);
  return perSecond < 100
    ? perSecond.toFixed(1)
    : new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 }).format(perSecond);
}

/** `3 ms`, `420 ms`, `1.2 s`, `2 min`. */
export function formatDuration(millis: number): string {
  const length = Math.abs(millis);
  if (length < 1000) return `${Math.round(length)} ms`;
  if (length < 60_000) return `${(length / 1000).toFixed(length < 10_000 ? 1 : 0)} s`;
  return length < 3_600_000 ? `${Math.round(length / 60_000)} min` : `${Math.round(length / 3_600_000)} h`;
}
