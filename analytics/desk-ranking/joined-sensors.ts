import type { Event } from '../../core/event.ts';
import type { Likelihood } from '../../core/likelihood.ts';
import type { Signal } from '../../core/signal.ts';
import { likelihoodBand } from '../ranking/likelihood-band.ts';
import { sigmoid } from '../ranking/models/model.ts';

const FOR_A_SENSOR = 0.75;
const MOST_FOR_SENSORS = 2.25;
const MOST_LOG_ODDS = 12;
const JOINED = 'other sensors that joined it';
const JOINED_IT = ' joined it; ';
const ORDINALS = ['second', 'third', 'fourth', 'fifth', 'sixth'];

/**
 * The likelihood once a signal of another sensor has joined the event: independent detectors agree. By rule, as what joins is
 * not known at the opening, which models learn from.
 */
export function withJoined(likelihood: Likelihood, event: Event, signal: Signal): Likelihood {
  if (signal.phase === 'left' || event.signals.some(({ sensor }) => sensor === signal.sensor)) return likelihood;
  const opening = likelihood.reasons.filter(({ name }) => name !== JOINED);
  const before = opening.reduce((sum, { value }) => sum + value, 0);
  const sensors = new Set(event.signals.map(({ sensor }) => sensor)).size;
  const value = Math.min(MOST_FOR_SENSORS, FOR_A_SENSOR * sensors, MOST_LOG_ODDS - before);
  const known = likelihood.reasons.find(({ name }) => name === JOINED)?.value ?? 0;
  if (value <= known) return likelihood;
  const probability = sigmoid(before + value);
  const reasons = [...opening, { name: JOINED, value }];
  const sentence = `${ORDINALS[sensors - 1] ?? 'another'} sensor${JOINED_IT}${ofOpening(likelihood.sentence)}`;
  return {
    ...likelihood,
    probability,
    band: likelihoodBand(probability),
    reasons,
    sentence: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`,
  };
}

/** The sentence as it was when the event opened, to stand behind another part. */
function ofOpening(sentence: string): string {
  const at = sentence.indexOf(JOINED_IT);
  const opening = at < 0 ? sentence : sentence.slice(at + JOINED_IT.length);
  return `${opening.charAt(0).toLowerCase()}${opening.slice(1)}`;
}
