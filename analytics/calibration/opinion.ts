import type { OpinionColumns } from '../../core/ports/detector.ts';

/** Too little past: no opinion. */
export function writeNoOpinion(opinions: OpinionColumns, row: number): void {
  opinions.expected[row] = NaN;
  opinions.lower[row] = NaN;
  opinions.upper[row] = NaN;
  opinions.score[row] = NaN;
  opinions.reason[row] = 0;
}

/** A band around what was expected, and a score; a NaN half-width means no opinion. */
export function writeOpinion(
  opinions: OpinionColumns,
  row: number,
  expected: number,
  halfWidth: number,
  score: number,
): void {
  if (Number.isNaN(halfWidth)) {
    writeNoOpinion(opinions, row);
    return;
  }
  opinions.expected[row] = expected;
  opinions.lower[row] = expected - halfWidth;
  opinions.upper[row] = expected + halfWidth;
  opinions.score[row] = score;
  opinions.reason[row] = 0;
}

/** `value`, no further from `expected` than `halfWidth`; unchanged when the half-width is NaN. */
export function cutAtEdge(value: number, expected: number, halfWidth: number): number {
  if (value - expected > halfWidth) return expected + halfWidth;
  if (expected - value > halfWidth) return expected - halfWidth;
  return value;
}
