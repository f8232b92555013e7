import { Counter, Gauge, type Registry } from 'prom-client';
import type { CollectorTally } from './collector-tally.ts';

/** Exposes the tallies: they are read when somebody asks, not written to on every reading. */
export function registerCollectorMetrics(registry: Registry, tallies: readonly CollectorTally[]): void {
  const registers = [registry];
  const labelNames = ['collector'] as const;
  new Gauge({
    name: 'telltale_collector_up',
    help: '1 while the collector is connected or its last round succeeded; absent while it is not configured.',
    labelNames,
    registers,
    collect() {
      for (const tally of tallies) {
        if (tally.state !== 'off') this.set({ collector: tally.kind }, tally.state === 'up' ? 1 : 0);
      }
    },
  });
  new Gauge({
    name: 'telltale_collector_last_seen_timestamp_seconds',
    help: 'When the collector last handed something on; 0 if never.',
    labelNames,
    registers,
    collect() {
      for (const tally of tallies) this.set({ collector: tally.kind }, (tally.lastSeenAtMillis ?? 0) / 1000);
    },
  });
  registerTotal(
    registry,
    'telltale_collector_readings_total',
    'Readings handed on.',
    tallies,
    (tally) => tally.readings,
  );
  registerTotal(registry, 'telltale_collector_signals_total', 'Signals handed on.', tallies, (tally) => tally.signals);
  registerByReason(registry, {
    name: 'telltale_collector_rejected_total',
    help: 'Inputs refused or corrected.',
    tallies,
    countsOf: (tally) => tally.rejected,
  });
  registerByReason(registry, {
    name: 'telltale_collector_failures_total',
    help: 'Failed starts and rounds.',
    tallies,
    countsOf: (tally) => tally.failures,
  });
}

function registerTotal(
  registry: Registry,
  name: string,
  help: string,
  tallies: readonly CollectorTally[],
  countOf: (tally: CollectorTally) => number,
): void {
  new Counter({
    name,
    help,
    labelNames: ['collector'],
    registers: [registry],
    collect() {
      this.reset();
      for (const tally of tallies) this.inc({ collector: tally.kind }, countOf(tally));
    },
  });
}

interface ByReason<Reason extends string> {
  readonly name: string;
  readonly help: string;
  readonly tallies: readonly CollectorTally[];
  readonly countsOf: (tally: CollectorTally) => ReadonlyMap<Reason, number>;
}

function registerByReason<Reason extends string>(registry: Registry, metric: ByReason<Reason>): void {
  new Counter({
    name: metric.name,
    help: metric.help,
    labelNames: ['collector', 'reason'],
    registers: [registry],
    collect() {
      this.reset();
      for (const tally of metric.tallies) {
        for (const [reason, count] of metric.countsOf(tally)) this.inc({ collector: tally.kind, reason }, count);
      }
    },
  });
}
