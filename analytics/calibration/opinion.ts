import type { Opinion } from '../../core/ports/detector.ts';

/** Too little past: no opinion. */
export function writeNoOpinion(opinion: Opinion): void {
  opinion.expected = NaN;
  opinion.lower = NaN;
  opinion.upper = NaN;
  opinion.score = NaN;
}

/** A band around what was expected, and a score; a NaN half-width means no opinion. */
export function writeOpinion(opinion: Opinion, expected: number, halfWidth: number, score: number): void {
  if (Number.isNaN(halfWidth)) {
    writeNoOpinion(opinion);
    return;
  }
  opinion.expected = expected;
  opinion.lower = expected - halfWidth;
  opinion.upper = expected + halfWidth;
  opinion.score = score;
}

/** `value`, no further from `expected` than `halfWidth`; unchanged when the half-width is NaN. */
export function cutAtEdge(value: number, expected: number, halfWidth: number): number {
  if (value - expected > halfWidth) return expected + halfWidth;
  if (expected - value > halfWidth) return expected - halfWidth;
  return value;
}
