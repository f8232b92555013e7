/** What is known of an event at the moment it opens. */
export interface RankingRow {
  /** UTC epoch seconds. */
  readonly timeSeconds: number;
  readonly type: string;
  /** Empty where there is only one, or none is known. */
  readonly site: string;
  readonly sensor: string;
  /** Degrees; NaN where unknown. */
  readonly latitude: number;
  readonly longitude: number;
  /** Further numbers, in the order of the ranking's `numericColumns`; NaN where missing. */
  readonly numbers: readonly number[];
  /** Further words, in the order of the ranking's `wordColumns`; empty where missing. */
  readonly words: readonly string[];
}

/** A closed event. Only `true` and `false` teach; what was closed otherwise still counts as having happened. */
export interface LabelledRow extends RankingRow {
  /** 1 true, 0 false; undefined for inappropriate, other and unknown. */
  readonly label: 0 | 1 | undefined;
}
