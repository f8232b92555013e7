import { MAX_SIGNALS_KEPT, type Event } from '../core/event.ts';
import { graverOf } from '../core/signal.ts';

/** `target` after `source` has become part of it: as grave as the graver, and further signals of both join it. */
export function withMerged(target: Event, source: Event, atMillis: number): Event {
  const signals = [...target.signals, ...source.signals].sort((a, b) => a.receivedAtMillis - b.receivedAtMillis);
  return {
    ...target,
    version: target.version + 1,
    changedAtMillis: atMillis,
    class: graverOf(target.class, source.class),
    correlationKeys: [...new Set([...(target.correlationKeys ?? []), ...(source.correlationKeys ?? [])])],
    activeSignalKeys: [...new Set([...target.activeSignalKeys, ...source.activeSignalKeys])],
    signalCount: target.signalCount + source.signalCount,
    signals: signals.slice(-MAX_SIGNALS_KEPT),
    highestScore: Math.max(target.highestScore, source.highestScore),
  };
}

/** `target` without what `source` brought; what came for it since the merge stays with `target`. */
export function withoutMerged(target: Event, source: Event, atMillis: number): Event {
  const keys = new Set(source.correlationKeys);
  const active = new Set(source.activeSignalKeys);
  const ids = new Set(source.signals.map(({ id }) => id));
  return {
    ...target,
    version: target.version + 1,
    changedAtMillis: atMillis,
    correlationKeys: (target.correlationKeys ?? []).filter((key) => !keys.has(key)),
    activeSignalKeys: target.activeSignalKeys.filter((key) => !active.has(key)),
    signalCount: Math.max(1, target.signalCount - source.signalCount),
    signals: target.signals.filter(({ id }) => !ids.has(id)),
  };
}
