const EPOCH = /^-?\d+(?:\.\d+)?$/;
/** Epoch times beyond this are milliseconds: as seconds they would lie after the year 5000. */
const MOST_EPOCH_SECONDS = 1e11;
const ISO_8601 = /^\d{4}-\d{2}-\d{2}/;
const ZONELESS = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/;
const MISSING = /^(?:nan|na|n\/a|null|none|\?|-)?$/i;

/** Epoch seconds of epoch seconds, epoch milliseconds or ISO 8601, UTC unless it names a zone; `undefined` when it is none. */
export function csvTime(text: string): number | undefined {
  if (EPOCH.test(text)) return Number(text) > MOST_EPOCH_SECONDS ? Number(text) / 1000 : Number(text);
  if (!ISO_8601.test(text)) return undefined;
  const millis = Date.parse(text.replace(ZONELESS, '$1T$2Z'));
  return Number.isNaN(millis) ? undefined : millis / 1000;
}

/** NaN for what is empty or one of the words that other programs write for a missing value; `undefined` when it is no number. */
export function csvNumber(text: string): number | undefined {
  if (MISSING.test(text)) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
