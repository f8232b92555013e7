import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { FAILURE_REASONS, type FailureReason } from '../core/failure.ts';
import { EXPORT_LOSSES, type ExportLoss } from '../storage/export/export-loss.ts';

const REQUEST_BUCKETS_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What the exporters that are configured count; every label value at 0 from the start. */
export class ExportMetrics {
  readonly #sent: Counter<'exporter'>;
  readonly #failures: Counter<'exporter' | 'reason'>;
  readonly #lost: Counter<'exporter' | 'reason'>;
  readonly #lostBefore = new Set<string>();
  readonly #requests: Histogram<'exporter'>;
  readonly #lastSent: Gauge<'exporter'>;
  readonly #heartbeat: Gauge<'exporter'>;

  constructor(registry: Registry, exporters: readonly string[]) {
    const registers = [registry];
    this.#sent = new Counter({
      name: 'telltale_export_readings_total',
      help: 'Readings that the service has taken.',
      labelNames: ['exporter'],
      registers,
    });
    this.#failures = new Counter({
      name: 'telltale_export_failures_total',
      help: 'Requests that failed, whether they were tried again or not.',
      labelNames: ['exporter', 'reason'],
      registers,
    });
    this.#lost = new Counter({
      name: 'telltale_export_lost_readings_total',
      help: 'Readings that the service will never have; the history has them.',
      labelNames: ['exporter', 'reason'],
      registers,
    });
    this.#requests = new Histogram({
      name: 'telltale_export_request_seconds',
      help: 'One request that succeeded.',
      labelNames: ['exporter'],
      buckets: REQUEST_BUCKETS_SECONDS,
      registers,
    });
    this.#lastSent = new Gauge({
      name: 'telltale_export_last_success_timestamp_seconds',
      help: 'When the service last took something; 0 if never.',
      labelNames: ['exporter'],
      registers,
    });
    this.#heartbeat = new Gauge({
      name: 'telltale_export_heartbeat_timestamp_seconds',
      help: 'When the heartbeat was inserted before which every reading has been taken or given up; 0 if none yet.',
      labelNames: ['exporter'],
      registers,
    });
    for (const exporter of exporters) this.#zero(exporter);
  }

  sent(exporter: string, readings: number, seconds: number, nowMillis: number): void {
    this.#sent.inc({ exporter }, readings);
    this.#requests.observe({ exporter }, seconds);
    this.#lastSent.set({ exporter }, nowMillis / 1000);
  }

  failed(exporter: string, reason: FailureReason): void {
    this.#failures.inc({ exporter, reason });
  }

  /** Whether it is the first time for this reason. */
  lost(exporter: string, reason: ExportLoss, readings: number): boolean {
    this.#lost.inc({ exporter, reason }, readings);
    const key = `${exporter} ${reason}`;
    const isFirst = !this.#lostBefore.has(key);
    this.#lostBefore.add(key);
    return isFirst;
  }

  heartbeat(exporter: string, insertedAtMillis: number): void {
    this.#heartbeat.set({ exporter }, insertedAtMillis / 1000);
  }

  #zero(exporter: string): void {
    this.#sent.inc({ exporter }, 0);
    this.#requests.zero({ exporter });
    this.#lastSent.set({ exporter }, 0);
    this.#heartbeat.set({ exporter }, 0);
    for (const reason of FAILURE_REASONS) this.#failures.inc({ exporter, reason }, 0);
    for (const reason of EXPORT_LOSSES) this.#lost.inc({ exporter, reason }, 0);
  }
}

interface Waiting {
  readonly name: string;
  readonly waitingReadings: number;
  readonly capacityReadings: number;
}

/** How full the buffers are, read when somebody asks. */
export function registerExportBuffers(registry: Registry, lanes: readonly Waiting[]): void {
  new Gauge({
    name: 'telltale_export_waiting_readings',
    help: 'Readings that wait to be taken by the service.',
    labelNames: ['exporter'],
    registers: [registry],
    collect() {
      for (const lane of lanes) this.set({ exporter: lane.name }, lane.waitingReadings);
    },
  });
  new Gauge({
    name: 'telltale_export_capacity_readings',
    help: 'Readings that may wait before the oldest are given up.',
    labelNames: ['exporter'],
    registers: [registry],
    collect() {
      for (const lane of lanes) this.set({ exporter: lane.name }, lane.capacityReadings);
    },
  });
}
