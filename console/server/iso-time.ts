export function isoTime(millis: number): string {
  return new Date(millis).toISOString();
}

export function isoTimeOrNull(millis: number | undefined): string | null {
  return millis === undefined ? null : isoTime(millis);
}

const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Epoch milliseconds from epoch milliseconds or ISO 8601 with a zone; `undefined` when it is neither. */
export function parseTime(text: string): number | undefined {
  if (/^\d{1,14}$/.test(text)) return Number(text);
  if (!ISO_TIME.test(text)) return undefined;
  const millis = Date.parse(text);
  return Number.isNaN(millis) ? undefined : millis;
}
