import type { SeriesKind } from '../../core/series-kind.ts';

export type Sensitivity = 'low' | 'normal' | 'high';

/** What somebody wants to be otherwise for some series; what is not said stays as it is. */
export interface DetectionOverride {
  /** Label, or `metric` for the name of the metric -> pattern; all of them must fit. */
  readonly match: Readonly<Record<string, string>>;
  readonly kind?: SeriesKind | undefined;
  readonly direction?: 'both' | 'above' | 'below' | undefined;
  /** In the unit of the series; of a counter, a second. */
  readonly leastDeviation?: number | undefined;
  readonly minimumDurationSeconds?: number | undefined;
  readonly sensitivity?: Sensitivity | undefined;
  /** By kind of detector; `false` for those that are not to be heard. */
  readonly detectors?: Readonly<Record<string, boolean | undefined>> | undefined;
  readonly enabled?: boolean | undefined;
}
