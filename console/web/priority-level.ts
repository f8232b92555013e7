import type { EventSummary } from '../server/api-schemas.ts';

export const PRIORITY_LEVELS = [1, 2, 3, 4] as const;

/** What the eye sorts by: 1 is the gravest. The number beside it keeps the fine order. */
export type PriorityLevel = (typeof PRIORITY_LEVELS)[number];

/**
 * Least priority of levels 1, 2 and 3: danger to life, a new intrusion, what has begun to wait or is far from normal.
 */
const THRESHOLDS = [50, 14, 8] as const;

export function priorityLevel({ priority }: Pick<EventSummary, 'priority'>): PriorityLevel {
  if (priority >= THRESHOLDS[0]) return 1;
  if (priority >= THRESHOLDS[1]) return 2;
  return priority >= THRESHOLDS[2] ? 3 : 4;
}

export function countByLevel(events: Iterable<EventSummary>): Readonly<Record<PriorityLevel, number>> {
  const counts = { 1: 0, 2: 0, 3: 0, 4: 0 };
  for (const event of events) if (event.state !== 'closed') counts[priorityLevel(event)] += 1;
  return counts;
}

export function gravestLevel(events: readonly EventSummary[]): PriorityLevel | undefined {
  return PRIORITY_LEVELS.find((level) => events.some((event) => priorityLevel(event) === level));
}
