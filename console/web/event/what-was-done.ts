import type { HistoryEntry } from '../../server/api-schemas.ts';

/** Of a message, how its delivery ended; that it was queued interests only while it still is. */
export function withoutSuperseded(history: readonly HistoryEntry[]): HistoryEntry[] {
  return history.filter((entry, index) => {
    if (entry.what !== 'message' || entry.outcome !== 'queued') return true;
    const { kind, notifier } = entry;
    return !history
      .slice(index + 1)
      .some(
        (later) =>
          later.what === 'message' && later.kind === kind && later.notifier === notifier && later.outcome !== 'queued',
      );
  });
}
