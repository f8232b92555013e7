import type { HistoryEntry } from '../../server/api-schemas.ts';

const TICKED = '✓ ';
const UNTICKED = '✗ ';

export function tickNote(step: string): string {
  return `${TICKED}${step}`;
}

export function untickNote(step: string): string {
  return `${UNTICKED}${step}`;
}

/** Steps that stand ticked, with who did it: of each step the latest note counts. */
export function ticksOf(history: readonly HistoryEntry[]): ReadonlyMap<string, string> {
  const ticks = new Map<string, string>();
  for (const entry of history) {
    if (entry.what !== 'action' || entry.kind !== 'note' || entry.reason === null) continue;
    if (entry.reason.startsWith(TICKED)) ticks.set(entry.reason.slice(TICKED.length), entry.by);
    if (entry.reason.startsWith(UNTICKED)) ticks.delete(entry.reason.slice(UNTICKED.length));
  }
  return ticks;
}
