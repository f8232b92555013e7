/**
 * The larger of two numbers, but for the last bit. Which one it is, noise decides: a comparison would be guessed wrongly every
 * other time, and each wrong guess costs as much as all of this several times over.
 */
export function larger(one: number, other: number): number {
  return 0.5 * (one + other + Math.abs(one - other));
}
