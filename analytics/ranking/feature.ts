/** Features stand or fall by families: a family that does not help on held-out events is left out as a whole. */
export type FeatureFamily =
  'clock' | 'load' | 'rhythm' | 'novelty' | 'company' | 'place' | 'names' | 'true-rates' | 'further-columns';

export interface Feature {
  readonly name: string;
  readonly family: FeatureFamily;
  /** What a person calls it; contributions are added up by this name. */
  readonly reason: string;
}
