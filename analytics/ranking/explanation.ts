import { priorityOf, type Contribution, type Priority } from '../../core/priority.ts';
import type { Feature } from './feature.ts';

/** A power of two: sums of such fractions are exact in any order. */
const FRACTION = 1 / 16_384;
/** Log-odds beyond this mean nothing more; it leaves room for danger to life above everything else. */
const MOST_LOG_ODDS = 12;
const ABOVE_EVERYTHING = 2 * MOST_LOG_ODDS + 1;
export const USUALLY = 'how often events are true here';
const DANGER_TO_LIFE = 'danger to life';

/**
 * The priority as the calibrated log-odds of being true, split by reason, the weightiest first behind what is usual. Danger to
 * life stands above everything else whatever the model says.
 */
export function explainedPriority(
  features: readonly Feature[],
  credits: Float64Array,
  rest: number,
  endangersLife: boolean,
): { readonly logOdds: number; readonly priority: Priority } {
  const byReason = new Map<string, number>();
  let exact = rest;
  for (const [index, { reason }] of features.entries()) {
    const credit = credits[index] ?? 0;
    exact += credit;
    if (credit !== 0) byReason.set(reason, (byReason.get(reason) ?? 0) + credit);
  }
  const logOdds = toFraction(Math.max(-MOST_LOG_ODDS, Math.min(MOST_LOG_ODDS, exact)));
  const reasons = [...byReason]
    .map(([name, value]): Contribution => ({ name, value: toFraction(value) }))
    .filter(({ value }) => value !== 0)
    .sort((one, other) => Math.abs(other.value) - Math.abs(one.value) || (one.name < other.name ? -1 : 1));
  const explained = reasons.reduce((sum, { value }) => sum + value, 0);
  const contributions = [{ name: USUALLY, value: logOdds - explained }, ...reasons];
  if (endangersLife) contributions.push({ name: DANGER_TO_LIFE, value: ABOVE_EVERYTHING });
  return { logOdds, priority: priorityOf(contributions) };
}

function toFraction(value: number): number {
  return Math.round(value / FRACTION) * FRACTION;
}
