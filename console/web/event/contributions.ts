import type { ContributionView } from '../../server/api-schemas.ts';
import { priorityTenths } from '../format.ts';

/** One step of the bar chart: where the bar begins and how long it is, as shares of the whole width. */
export interface ContributionBar {
  readonly name: string;
  /** In tenths, so that the numbers shown add up to the number shown. */
  readonly tenths: number;
  readonly start: number;
  readonly length: number;
}

/**
 * Bars that begin where the one before ended, so the eye adds up too. Each value is rounded to a tenth; what rounding
 * loses goes to the values that were rounded most (largest remainder).
 */
export function contributionBars(contributions: readonly ContributionView[], priority: number): ContributionBar[] {
  const tenths = tenthsThatAddUp(
    contributions.map(({ value }) => value),
    priorityTenths(priority),
  );
  const ends = tenths.map((_, index) => tenths.slice(0, index + 1).reduce((sum, value) => sum + value, 0));
  const low = Math.min(0, ...ends);
  const width = Math.max(1, Math.max(0, ...ends) - low);
  return contributions.map(({ name }, index) => {
    const value = tenths[index] ?? 0;
    const end = ends[index] ?? 0;
    return { name, tenths: value, start: (Math.min(end, end - value) - low) / width, length: Math.abs(value) / width };
  });
}

function tenthsThatAddUp(values: readonly number[], total: number): number[] {
  const floors = values.map((value) => Math.floor(value * 10));
  const missing = total - floors.reduce((sum, value) => sum + value, 0);
  const byRemainder = values
    .map((value, index) => ({ index, remainder: value * 10 - Math.floor(value * 10) }))
    .sort((a, b) => b.remainder - a.remainder);
  for (const { index } of byRemainder.slice(0, Math.max(0, missing))) floors[index] = (floors[index] ?? 0) + 1;
  return floors;
}
