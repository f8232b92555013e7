import type { Aberration } from '../core/aberration.ts';
import type { Series } from '../core/series.ts';
import { nameInWords, numbersInWords } from './quantity-words.ts';

/** Beyond this the exact multiple means nothing: the series was constant, and any change is far outside. */
const LARGEST_MULTIPLE_IN_WORDS = 100;
const EXPLANATION = '; expected ';

/**
 * What a level change says to people: `temperature 31.2 °C, usually 18.9 to 20.4; expected 19.7 (holt-winters,
 * 4.2 times the edge of normal)`.
 */
export function aberrationInWords(aberration: Aberration, series: Series, wasConstant: boolean): string {
  const { observed, expected, lower, upper } = numbersInWords(aberration, series);
  const reading = `${nameInWords(series)} ${observed}`;
  const band = lower === upper ? lower : `${lower} to ${upper}`;
  if (aberration.level === 'normal') return `${reading}, back to normal, usually ${band}`;
  const past = wasConstant ? `constant at ${expected} until now` : unlikePast(aberration, band);
  return `${reading}, ${past}${EXPLANATION}${expected} (${strongestVerdict(aberration)})`;
}

/** The short part of it, for titles: without who expected what. */
export function withoutExplanation(message: string): string {
  const end = message.lastIndexOf(EXPLANATION);
  return end < 0 ? message : message.slice(0, end);
}

/** A reading within the band is abnormal for how the series has come there. */
function unlikePast({ observed, lower, upper }: Aberration, band: string): string {
  const isWithin = observed > lower && observed < upper;
  return isWithin ? `moving unusually within ${band}` : `usually ${band}`;
}

function strongestVerdict({ score, verdicts }: Aberration): string {
  const multiple = score > LARGEST_MULTIPLE_IN_WORDS ? `over ${LARGEST_MULTIPLE_IN_WORDS}` : score.toFixed(1);
  const { detector = 'no detector', reason } = verdicts[0] ?? {};
  const who = reason === undefined ? detector : `${detector}: ${reason}`;
  return `${who}, ${multiple} times the edge of normal`;
}
