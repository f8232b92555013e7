import type { Disposition } from './action.ts';

/** Why events close so, in words that are counted: the same in every language. What else there is to say is the reason's text. */
export const REASON_CODES = {
  true: ['help-sent', 'rescue-sent', 'repaired'],
  false: ['person-entitled', 'animal-or-plant', 'weather-or-light', 'nothing-seen'],
  inappropriate: ['sensor-defective', 'transmission-or-power', 'wrongly-set-up'],
  other: ['test', 'maintenance', 'told-in-advance'],
} as const satisfies Record<Disposition, readonly string[]>;

export type ReasonCode = (typeof REASON_CODES)[Disposition][number];

export const ALL_REASON_CODES: readonly ReasonCode[] = Object.values(REASON_CODES).flat();
