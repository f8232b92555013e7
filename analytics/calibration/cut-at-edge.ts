/** `value`, no further from `expected` than `halfWidth`; unchanged when the half-width is NaN. */
export function cutAtEdge(value: number, expected: number, halfWidth: number): number {
  if (value - expected > halfWidth) return expected + halfWidth;
  if (expected - value > halfWidth) return expected - halfWidth;
  return value;
}
