import { priorityOf, type Contribution, type Priority } from '../../core/priority.ts';
import type { Feature } from './feature.ts';

/** A power of two: sums of such fractions are exact in any order. */
const FRACTION = 1 / 16_384;
/** Log-odds beyond this mean nothing more; it leaves room for danger to life above everything else. */
const MOST_LOG_ODDS = 12;
const ABOVE_EVERYTHING = 2 * MOST_LOG_ODDS + 1;
export const USUALLY = 'how often events are true here';
const DANGER_TO_LIFE = 'danger to life';

/** The reasons that some features stand for: they are the same for every event. */
interface Reasons {
  readonly names: readonly string[];
  /** Of each feature the position of its reason. */
  readonly ofFeature: Int32Array;
}

const known = new WeakMap<readonly Feature[], Reasons>();

function reasonsOf(features: readonly Feature[]): Reasons {
  let reasons = known.get(features);
  if (reasons === undefined) {
    const names = [...new Set(features.map(({ reason }) => reason))];
    reasons = { names, ofFeature: Int32Array.from(features, ({ reason }) => names.indexOf(reason)) };
    known.set(features, reasons);
  }
  return reasons;
}

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
  const { names, ofFeature } = reasonsOf(features);
  const byReason = new Float64Array(names.length);
  let exact = rest;
  for (let feature = 0; feature < ofFeature.length; feature++) {
    const credit = credits[feature] ?? 0;
    const reason = ofFeature[feature] ?? 0;
    exact += credit;
    byReason[reason] = (byReason[reason] ?? 0) + credit;
  }
  const logOdds = toFraction(Math.max(-MOST_LOG_ODDS, Math.min(MOST_LOG_ODDS, exact)));
  const reasons: Contribution[] = [];
  let explained = 0;
  for (const [index, name] of names.entries()) {
    const value = toFraction(byReason[index] ?? 0);
    if (value === 0) continue;
    explained += value;
    reasons.push({ name, value });
  }
  reasons.sort((one, other) => Math.abs(other.value) - Math.abs(one.value) || (one.name < other.name ? -1 : 1));
  const contributions = [{ name: USUALLY, value: logOdds - explained }, ...reasons];
  if (endangersLife) contributions.push({ name: DANGER_TO_LIFE, value: ABOVE_EVERYTHING });
  return { logOdds, priority: priorityOf(contributions) };
}

function toFraction(value: number): number {
  return Math.round(value / FRACTION) * FRACTION;
}
