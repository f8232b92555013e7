import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { DetectionCounters } from '../analytics/detection-counters.ts';
import { STAGES, type Heartbeat } from './heartbeat.ts';

export interface StageFigures {
  readonly seriesCount: () => number;
  readonly pendingReadings: () => number;
  readonly detection: Readonly<DetectionCounters & { skippedOverload: number }>;
  readonly detectionWaiting: () => number;
  readonly deskWaiting: () => number;
  readonly heartbeat: Pick<Heartbeat, 'lastPassedMillis'>;
}

const COMMIT_BUCKETS_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** The stages between the collectors and the desk, and the two stores that commit. */
export class StageMetrics {
  readonly #readingsCommitted: Counter;
  readonly #historyCommit: Histogram;
  readonly #auditRows: Counter;
  readonly #auditCommit: Histogram;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#readingsCommitted = new Counter({
      name: 'telltale_readings_committed_total',
      help: 'Readings on disk.',
      registers,
    });
    this.#historyCommit = new Histogram({
      name: 'telltale_history_commit_seconds',
      help: 'From hand-over to disk, a batch.',
      buckets: COMMIT_BUCKETS_SECONDS,
      registers,
    });
    this.#auditRows = new Counter({
      name: 'telltale_audit_rows_total',
      help: 'Rows in the audit trail written by this process.',
      registers,
    });
    this.#auditCommit = new Histogram({
      name: 'telltale_audit_commit_seconds',
      help: 'One group commit of the audit trail.',
      buckets: COMMIT_BUCKETS_SECONDS,
      registers,
    });
  }

  historyCommitted(readings: number, seconds: number): void {
    this.#readingsCommitted.inc(readings);
    this.#historyCommit.observe(seconds);
  }

  auditCommitted(rows: number, seconds: number): void {
    this.#auditRows.inc(rows);
    this.#auditCommit.observe(seconds);
  }

  /** Figures that the stages keep themselves and that are read when somebody asks. */
  watch(registry: Registry, figures: StageFigures): void {
    const { detection } = figures;
    registerGauge(registry, 'telltale_series', 'Series known.', figures.seriesCount);
    registerGauge(
      registry,
      'telltale_history_pending_readings',
      'Readings handed on and not yet on disk.',
      figures.pendingReadings,
    );
    registerGauge(
      registry,
      'telltale_detection_waiting_readings',
      'Readings handed to the detectors and not judged yet.',
      figures.detectionWaiting,
    );
    registerGauge(
      registry,
      'telltale_desk_waiting_commands',
      'Signals and actions handed to the desk and not decided yet, as they came.',
      figures.deskWaiting,
    );
    registerHeartbeat(registry, figures.heartbeat);
    new Counter({
      name: 'telltale_detection_readings_total',
      help: 'Readings judged.',
      registers: [registry],
      collect() {
        this.reset();
        this.inc(detection.judged);
      },
    });
    new Counter({
      name: 'telltale_detection_skipped_total',
      help: 'Readings kept and not judged.',
      labelNames: ['reason'],
      registers: [registry],
      collect() {
        this.reset();
        this.inc({ reason: 'late' }, detection.skippedLate);
        this.inc({ reason: 'extreme' }, detection.skippedExtreme);
        this.inc({ reason: 'overload' }, detection.skippedOverload);
      },
    });
    new Counter({
      name: 'telltale_aberrations_total',
      help: 'Levels entered.',
      labelNames: ['level'],
      registers: [registry],
      collect() {
        this.reset();
        this.inc({ level: 'warning' }, detection.warningsEntered);
        this.inc({ level: 'alarm' }, detection.alarmsEntered);
      },
    });
  }
}

function registerHeartbeat(registry: Registry, heartbeat: Pick<Heartbeat, 'lastPassedMillis'>): void {
  new Gauge({
    name: 'telltale_stage_heartbeat_timestamp_seconds',
    help: 'When the heartbeat was inserted that has last passed the stage; 0 if none yet.',
    labelNames: ['stage'],
    registers: [registry],
    collect() {
      for (const stage of STAGES) this.set({ stage }, (heartbeat.lastPassedMillis(stage) ?? 0) / 1000);
    },
  });
}

function registerGauge(registry: Registry, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(read());
    },
  });
}
