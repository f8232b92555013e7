import type { RowWindow } from './nab-corpus.ts';

/** What a hit, a miss and a false-positive row weigh. */
export interface NabProfile {
  readonly name: string;
  readonly hitWeight: number;
  readonly missWeight: number;
  readonly falsePositiveWeight: number;
}

/** The three application profiles of NAB 1.1. */
export const NAB_PROFILES = [
  { name: 'standard', hitWeight: 1, missWeight: 1, falsePositiveWeight: 0.11 },
  { name: 'reward_low_FP_rate', hitWeight: 1, missWeight: 1, falsePositiveWeight: 0.22 },
  { name: 'reward_low_FN_rate', hitWeight: 1, missWeight: 2, falsePositiveWeight: 0.11 },
] as const satisfies readonly NabProfile[];

const PROBATION_SHARE = 0.15;
const MAX_PROBATION_ROWS = 750;
/** Further than this many window lengths behind a window the sigmoid is -1. */
const SIGMOID_END = 3;

/** The first rows of a series, which are not scored. */
export function probationRows(rows: number): number {
  return Math.min(Math.floor(PROBATION_SHARE * rows), MAX_PROBATION_ROWS);
}

/** 1 well before the end of a window (negative), 0 at its end, -1 well behind it; in window lengths. */
export function sigmoid(position: number): number {
  return position > SIGMOID_END ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
}

/** What a detection at a row is worth, before a profile's weights. */
export type RowWorth =
  | { readonly kind: 'hit'; readonly window: number; readonly worth: number }
  | { readonly kind: 'falsePositive'; readonly worth: number };

/** A hit is worth up to 1, the earlier the more; a false positive up to -1, less just behind a window. */
export function rowWorth(row: number, windows: readonly RowWindow[]): RowWorth {
  const window = windows.findIndex(({ firstRow, lastRow }) => row >= firstRow && row <= lastRow);
  const inside = windows[window];
  if (inside !== undefined) {
    const position = -(inside.lastRow - row + 1) / windowRows(inside);
    return { kind: 'hit', window, worth: sigmoid(position) / sigmoid(-1) };
  }
  const previous = windows.findLast(({ lastRow }) => lastRow < row);
  if (previous === undefined) return { kind: 'falsePositive', worth: -1 };
  return { kind: 'falsePositive', worth: sigmoid((row - previous.lastRow) / (windowRows(previous) - 1)) };
}

function windowRows({ firstRow, lastRow }: RowWindow): number {
  return lastRow - firstRow + 1;
}

/** 0 for a detector that says nothing, 100 for one that hits every window at its first row and nothing else. */
export function normaliseScore(raw: number, windows: number, profile: NabProfile): number {
  const silent = -profile.missWeight * windows;
  return (100 * (raw - silent)) / (profile.hitWeight * windows - silent);
}
