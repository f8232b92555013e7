import type { SeriesKind } from '../core/series-kind.ts';
import type { KindHint } from './kinds/kind-hint.ts';

/** What is to be said of one series and what not. Plain data: it crosses from thread to thread. */
export interface SeriesRules {
  /** False for what detection is to leave alone. */
  readonly isJudged: boolean;
  /** What somebody has said that it is; otherwise that is recognised. */
  readonly kind: SeriesKind | undefined;
  readonly hint: KindHint;
  /** A reading nearer than this to what a detector expected does not count. In the unit of the series. */
  readonly leastDeviation: number;
  /** The same for the rate a second of a counter. */
  readonly leastRateDeviation: number;
  /** How long readings must be abnormal before a level is entered. */
  readonly leastDurationMillis: number;
  /** On which side of what was expected a reading counts. */
  readonly direction: 'both' | 'above' | 'below';
  /** Scores are multiplied by it. */
  readonly scoreFactor: number;
  /** Kinds of detectors whose opinions do not count. */
  readonly silencedDetectors: readonly string[];
}

/** Every series is judged by its value. */
export const NO_RULES: SeriesRules = {
  isJudged: true,
  kind: 'gauge',
  hint: 'none',
  leastDeviation: 0,
  leastRateDeviation: 0,
  leastDurationMillis: 0,
  direction: 'both',
  scoreFactor: 1,
  silencedDetectors: [],
};
