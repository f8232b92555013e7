import type { Contribution } from './priority.ts';

/** Four steps, the most likely first: people use four better than a percentage, and five no better than four. */
export const LIKELIHOOD_BANDS = ['likely', 'possible', 'unlikely', 'remote'] as const;

export type LikelihoodBand = (typeof LIKELIHOOD_BANDS)[number];

/** How likely an event is true, by what was known when it opened, and why. */
export interface Likelihood {
  /** That it will be closed as true. */
  readonly probability: number;
  readonly band: LikelihoodBand;
  /** Version of the model that said so. */
  readonly model: string;
  /** In log-odds, by reason; they add up exactly to the log-odds of the probability. */
  readonly reasons: readonly Contribution[];
  /** Why, in one plain sentence. */
  readonly sentence: string;
  /** Of the low bands only: whether chance shows it early, so that not only what was believed is learned from. */
  readonly early?: EarlyShowing;
}

export interface EarlyShowing {
  /** How likely chance was to show it: whoever weighs what was learned divides by this. */
  readonly propensity: number;
  readonly isShown: boolean;
}
