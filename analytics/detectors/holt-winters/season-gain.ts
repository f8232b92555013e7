/** Graphite's constant (`holtWintersAnalysis` in graphite-web's functions.py). */
const SEASON_GAIN = 0.1;
const LOG_RETENTION = Math.log1p(-SEASON_GAIN);

/**
 * The share of a reading in its time slot's seasonal term, `share` of a time slot after the reading before it. Composes:
 * the gains of shares that add up to 1 move the slot by exactly `SEASON_GAIN`. It is 1 - 0.9 ** share by its series, which
 * has every digit for so small an exponent and is several times as fast.
 */
export function seasonGain(share: number): number {
  if (share >= 1) return SEASON_GAIN;
  const x = LOG_RETENTION * share;
  const high = 1 / 24 + x * (1 / 120 + x * (1 / 720 + x * (1 / 5040 + x * (1 / 40_320))));
  return -x * (1 + x * (1 / 2 + x * (1 / 6 + x * high)));
}
