/**
 * What the detector remembers of a series besides its tables: 64-bit numbers side by side, so that judging a
 * reading touches few cache lines. Each name is the place of its number in the record.
 */
export const F = {
  /** Readings judged. */
  rows: 0,
  firstMillis: 1,
  lastMillis: 2,
  /** Usual time between two readings. */
  spacingMillis: 3,
  lastValue: 4,
  lowest: 5,
  highest: 6,
  /** Readings unlike the one before. */
  changes: 7,
  /** Model in use. */
  selected: 8,
  /** Deviations count in the means up to so many scales. */
  meanCut: 9,

  /** How far the local clock is ahead of what the profile was learned by. */
  phaseHours: 10,
  evidenceEarlier: 11,
  evidenceLater: 12,
  evidenceSinceMillis: 13,
  /** Slot of the day of the latest reading, and how many readings it has had there. */
  daySlot: 14,
  daySlotRows: 15,
  weekSlot: 16,
  weekSlotRows: 17,

  /** Edge of normal of single readings, in scales. */
  edge: 18,
  /** So many scales further is ten times rarer. */
  decade: 19,
  /** Edge of normal of the means, in their own deviations. */
  meanEdge: 20,
  tailRows: 21,
  /** Disturbances in about a month. */
  disturbances: 22,

  /** Mean square of the sums of three and of twelve. */
  square3: 23,
  square12: 24,
  slow: 25,
  slowSquare: 26,
  spread: 27,
  spreadLogMean: 28,
  spreadLogSquare: 29,
  ringSum: 30,

  /** 0 while nothing is disturbed. */
  disturbedMillis: 31,
  disturbedRows: 32,
  /** Offset of the disturbed readings from what was expected, and their mean square around it. */
  offset: 33,
  offsetSquare: 34,
  /** Evidence that a disturbance is over. */
  backEvidence: 35,
  /** Where the level was before it shifted, relative to now, and how long that is remembered. */
  formerOffset: 36,
  formerUntilMillis: 37,
  formerEvidence: 38,
  /** Until then, what follows the latest reading closely is normal too. */
  persistUntilMillis: 39,
  /** What a clock shift would leave of the disturbance, summed. */
  earlierRest: 40,
  laterRest: 41,

  /** Mean square of the changes from reading to reading while disturbed. */
  changeSquare: 42,

  ring: 43,
  models: 55,
} as const;

export const RING_ROWS = 12;
export const MODELS = 3;

/** Places within the record of one model. */
export const M = {
  /** Readings it had a forecast for. */
  rows: 0,
  level: 1,
  /** Latest deviation from level and season, without what was out of the ordinary. */
  deviation: 2,
  /** Mean products of neighbouring deviations: their ratio is the autoregression. */
  product: 3,
  square: 4,
  /** Mean square of the errors, recent and long-term. */
  errorSquare: 5,
  longErrorSquare: 6,
  /** When it last learned: nothing is learned from what is out of the ordinary. */
  learnedMillis: 7,
} as const;
export const MODEL_FIELDS = 8;

/** What was said of the reading last taken: behind the models. */
export const SAID = {
  expected: F.models + MODELS * MODEL_FIELDS,
  halfWidth: F.models + MODELS * MODEL_FIELDS + 1,
  /** NaN while there is too little past. */
  score: F.models + MODELS * MODEL_FIELDS + 2,
  reason: F.models + MODELS * MODEL_FIELDS + 3,
} as const;

export const RECORD_FIELDS = F.models + MODELS * MODEL_FIELDS + 4;

export const SECOND = 1000;
export const HOUR = 3600 * SECOND;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;

/** Below so many readings a model is young. */
export const MIN_MODEL_ROWS = 48;
