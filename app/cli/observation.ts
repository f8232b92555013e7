import { singleLine } from '../../alerts/plain-text.ts';
import type { CollectorHealth } from '../../core/ports/collector.ts';
import type { ReadingBatch } from '../../core/reading-batch.ts';
import type { RejectReason } from '../../core/reject-reason.ts';
import type { SeriesRegistry } from '../../core/series-registry.ts';
import type { Signal } from '../../core/signal.ts';

/** One thing that a collector under test handed on or said. */
export type Observation =
  | {
      readonly kind: 'reading';
      readonly series: string;
      readonly value: number;
      readonly unit?: string;
      readonly observedAt: string;
    }
  | { readonly kind: 'signal'; readonly signal: Signal }
  | { readonly kind: 'refused'; readonly reason: RejectReason; readonly detail: string }
  | { readonly kind: 'health'; readonly health: CollectorHealth };

const MAX_LINE_LENGTH = 500;

export function readingsIn(batch: ReadingBatch, registry: SeriesRegistry): Observation[] {
  return Array.from(batch.values, (value, row) => {
    const registered = registry.get(batch.seriesIds[row] ?? -1);
    const unit = registered?.series.unit;
    return {
      kind: 'reading',
      series: registered?.key ?? 'unknown',
      value,
      observedAt: new Date(batch.observedAtMillis[row] ?? Number.NaN).toISOString(),
      ...(unit === undefined ? {} : { unit }),
    };
  });
}

/** For people: what came from a device is one harmless line. */
export function observationLine(observation: Observation): string {
  return `${observation.kind.padEnd(8)} ${singleLine(wordsOf(observation), MAX_LINE_LENGTH)}`;
}

function wordsOf(observation: Observation): string {
  switch (observation.kind) {
    case 'reading': {
      const { series, value, unit, observedAt } = observation;
      return `${observedAt} ${series} = ${value}${unit === undefined ? '' : ` ${unit}`}`;
    }
    case 'signal': {
      const { class: signalClass, phase, site, sensor, type, message } = observation.signal;
      return `${signalClass} ${phase}: ${type} of ${sensor} at ${site}: ${message}`;
    }
    case 'refused':
      return `${observation.reason}: ${observation.detail}`;
    case 'health': {
      const { health } = observation;
      return health.state === 'up' ? `up: ${health.detail}` : `down: ${health.detail}. Remedy: ${health.remedy}`;
    }
  }
}
