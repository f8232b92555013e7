/** When a series' score makes its level change. Scores have no unit: 1 is the edge of normal. */
export interface LevelThresholds {
  /** From here on a reading counts as abnormal. */
  readonly warningScore: number;
  /** From here on the level is `alarm`. */
  readonly alarmScore: number;
  /** One reading with this score is enough to enter a level. */
  readonly enterAtOnceScore: number;
  /** So many abnormal readings in a row enter a level too. */
  readonly enterAfterReadings: number;
  /** Below this a reading counts as normal again. */
  readonly leaveBelowScore: number;
  /** So many normal readings in a row leave the level. */
  readonly leaveAfterReadings: number;
}

export const DEFAULT_LEVEL_THRESHOLDS: LevelThresholds = {
  warningScore: 1,
  alarmScore: 2,
  enterAtOnceScore: 1.5,
  enterAfterReadings: 2,
  leaveBelowScore: 0.7,
  leaveAfterReadings: 3,
};
