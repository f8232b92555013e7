const GROWTH = 1.25;
const LEAST_STEP = 64;

/**
 * The capacity to grow to. A quarter at a time: copying stays linear in all, and of 5 KB a series no more than a
 * quarter lies idle, where doubling would leave up to half of all memory unused.
 */
export function grownCapacity(capacity: number, neededCapacity: number): number {
  return Math.max(neededCapacity, capacity + LEAST_STEP, Math.ceil(capacity * GROWTH));
}
