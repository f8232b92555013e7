import type { EventSummary } from './api-schemas.ts';

type Ranked = Pick<EventSummary, 'id' | 'priority' | 'openedAt' | 'suppression'>;

/** What is shelved, on test or kept back comes last. Highest priority first; among equals the oldest, and then the id, so that the order is the same everywhere. */
export function compareInQueue(a: Ranked, b: Ranked): number {
  if ((a.suppression === null) !== (b.suppression === null)) return a.suppression === null ? -1 : 1;
  if (a.priority !== b.priority) return b.priority - a.priority;
  if (a.openedAt !== b.openedAt) return a.openedAt < b.openedAt ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
