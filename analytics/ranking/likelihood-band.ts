import type { LikelihoodBand } from '../../core/likelihood.ts';

const LIKELY_FROM = 0.5;
const POSSIBLE_FROM = 0.2;
const UNLIKELY_FROM = 0.05;

export function likelihoodBand(probability: number): LikelihoodBand {
  if (probability >= LIKELY_FROM) return 'likely';
  if (probability >= POSSIBLE_FROM) return 'possible';
  return probability >= UNLIKELY_FROM ? 'unlikely' : 'remote';
}
