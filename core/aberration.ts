/** One detector's opinion of one reading. Scores mean the same everywhere: 1 is the edge of normal. */
export interface DetectorVerdict {
  readonly detector: string;
  /** What it is about, one of the detector's `reasons`; absent in what was recorded before detectors said it. */
  readonly reason?: string;
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
  readonly score: number;
}

export type Direction = 'above' | 'below';

/** `warning` begins at score 1, `alarm` at the alarm threshold. */
export type AberrationLevel = 'normal' | 'warning' | 'alarm';

/** What the detectors say of one series at the moment its level changed. */
export interface Aberration {
  readonly seriesKey: string;
  readonly observedAtMillis: number;
  readonly observed: number;
  /** Of the detector with the highest score. */
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
  readonly score: number;
  readonly direction: Direction;
  readonly level: AberrationLevel;
  /** Every detector that had an opinion, highest score first. */
  readonly verdicts: readonly DetectorVerdict[];
}
