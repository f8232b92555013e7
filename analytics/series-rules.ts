import type { SeriesKind } from '../core/series-kind.ts';
import type { KindHint } from './kinds/kind-hint.ts';
import { FloatRecords } from './state/float-records.ts';

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

const LEAST_DEVIATION = 0;
const LEAST_DURATION_MILLIS = 1;
/** 1: only above counts, -1: only below, 0: both. */
const SIDE = 2;
const FIELDS = 3;

/** The rules of each slot. They come with the configuration, so they are not part of what is saved. */
export class RuleTable {
  readonly #records = new FloatRecords(FIELDS);

  set(slot: number, { leastDeviation, leastDurationMillis, direction }: SeriesRules): void {
    this.#records.ensureSlots(slot + 1);
    this.#records.set(slot, LEAST_DEVIATION, leastDeviation);
    this.#records.set(slot, LEAST_DURATION_MILLIS, leastDurationMillis);
    this.#records.set(slot, SIDE, direction === 'both' ? 0 : direction === 'above' ? 1 : -1);
  }

  leastDurationMillis(slot: number): number {
    return this.#records.get(slot, LEAST_DURATION_MILLIS);
  }

  /** Whether a reading that is `deviation` above what was expected, below where negative, matters to anybody. */
  counts(slot: number, deviation: number): boolean {
    if (Math.abs(deviation) < this.#records.get(slot, LEAST_DEVIATION)) return false;
    return !(deviation * this.#records.get(slot, SIDE) < 0);
  }
}
