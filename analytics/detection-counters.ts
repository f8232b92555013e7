/** Since the engine was made; they only grow. */
export interface DetectionCounters {
  judged: number;
  /** Older than the series' latest reading, or the same once more. */
  skippedLate: number;
  /** Further from zero than `LARGEST_JUDGED`. */
  skippedExtreme: number;
  warningsEntered: number;
  alarmsEntered: number;
}

export function createDetectionCounters(): DetectionCounters {
  return { judged: 0, skippedLate: 0, skippedExtreme: 0, warningsEntered: 0, alarmsEntered: 0 };
}
