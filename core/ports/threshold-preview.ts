import type { AberrationLevel, Direction } from '../aberration.ts';
import type { RegisteredSeries } from '../series-registry.ts';

/** How a series would be judged. What is not said stays as the settings have it. */
export interface ThresholdWish {
  readonly sensitivity?: 'low' | 'normal' | 'high' | undefined;
  readonly direction?: 'both' | Direction | undefined;
  /** In the unit of the series; of a counter, a second. */
  readonly leastDeviation?: number | undefined;
  readonly minimumDurationSeconds?: number | undefined;
}

/** A time of trouble that somebody knows of. */
export interface MarkedIncident {
  readonly fromMillis: number;
  readonly untilMillis: number;
}

/** From the reading that left what is normal to the one that came back. */
export interface FiredSpan {
  readonly fromMillis: number;
  /** `undefined` while it lasts. */
  readonly untilMillis: number | undefined;
  /** The highest it came to. */
  readonly level: Exclude<AberrationLevel, 'normal'>;
  readonly score: number;
  readonly observed: number;
  readonly lower: number;
  readonly upper: number;
}

export interface ThresholdOutcome {
  readonly fired: number;
  readonly firedAMonth: number;
  /** The latest of them, in the order of time. */
  readonly spans: readonly FiredSpan[];
  /** How many of the marked incidents it told of, and how many times it fired outside of all of them. */
  readonly incidentsFound: number;
  readonly outsideIncidents: number;
}

export interface ThresholdComparison {
  readonly fromMillis: number;
  readonly untilMillis: number;
  readonly readings: number;
  readonly now: ThresholdOutcome;
  readonly wished: ThresholdOutcome;
}

/** What would have fired in the past 30 days. */
export interface ThresholdPreview {
  /** Rejects with a `Failure` while another is being worked out. */
  compare(
    series: RegisteredSeries,
    wish: ThresholdWish,
    incidents: readonly MarkedIncident[],
  ): Promise<ThresholdComparison>;
}
