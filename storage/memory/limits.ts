import { DEFAULT_SERIES_LIMITS } from '../../core/series-registry.ts';

/** What a working memory holds at most. Open events have no limit: none may be dropped. */
export interface WorkingMemoryLimits {
  /** Closed events whose version is remembered, so that a delayed older version cannot open them again. */
  readonly maxClosedRemembered: number;
  /** Series with a latest reading. Beyond it a new one is ignored, known ones go on. */
  readonly maxLatestReadings: number;
}

export const DEFAULT_WORKING_MEMORY_LIMITS: WorkingMemoryLimits = {
  maxClosedRemembered: 10_000,
  maxLatestReadings: DEFAULT_SERIES_LIMITS.maxSeries,
};
