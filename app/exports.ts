import type { Registry } from 'prom-client';
import type { Config } from '../config/load-config.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { ExporterPlugin } from '../core/ports/exporter.ts';
import type { Logger } from '../core/ports/logger.ts';
import type { ExporterStatus } from '../core/ports/status.ts';
import type { ReadingBatch } from '../core/reading-batch.ts';
import type { SeriesRegistry } from '../core/series-registry.ts';
import type { Series } from '../core/series.ts';
import { startSystemTimer, type StartTimer } from '../runtime/timer.ts';
import { ExportLane, type LaneObserver } from '../storage/export/export-lane.ts';
import type { ExportLoss } from '../storage/export/export-loss.ts';
import { ExportMetrics, registerExportBuffers } from './export-metrics.ts';
import type { HouseFaults } from './house-faults.ts';
import { OwnSeries } from './own-series.ts';

export interface ExportsDependencies {
  readonly plugins: readonly ExporterPlugin[];
  readonly config: Config;
  readonly registry: Pick<SeriesRegistry, 'get'>;
  readonly metrics: Registry;
  readonly faults: Pick<HouseFaults, 'begin' | 'end'>;
  readonly breakerChanged: (name: string, isOpen: boolean) => void;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly startTimer?: StartTimer;
}

interface Progress {
  sent: number;
  lost: number;
  lastSentAtMillis: number | undefined;
  detail: string;
}

interface Figure {
  readonly series: Series;
  readonly value: number;
}

/** All exporters that are configured, each with its lane: what is offered goes to every one of them. */
export class Exports {
  readonly #dependencies: ExportsDependencies;
  readonly #lanes: readonly ExportLane[];
  readonly #own = new OwnSeries();
  readonly #metrics: ExportMetrics;
  readonly #progress = new Map<string, Progress>();

  constructor(dependencies: ExportsDependencies) {
    this.#dependencies = dependencies;
    const { plugins, config, metrics } = dependencies;
    const on = plugins.filter((plugin) => plugin.isEnabled(config.plugins.exporters.get(plugin.kind)));
    this.#metrics = new ExportMetrics(
      metrics,
      on.map(({ kind }) => kind),
    );
    this.#lanes = on.map((plugin) => this.#createLane(plugin));
    registerExportBuffers(metrics, this.#lanes);
  }

  start(): void {
    for (const lane of this.#lanes) lane.start();
  }

  /** Costs a copy for each exporter; never waits. */
  offer(batch: ReadingBatch): void {
    for (const lane of this.#lanes) lane.offer(batch);
  }

  /** Figures of Telltale's own, as of now. */
  offerFigures(figures: () => readonly Figure[]): void {
    if (this.#lanes.length > 0) this.offer(this.#own.batchOf(figures(), this.#dependencies.clock.nowMillis()));
  }

  status(): readonly ExporterStatus[] {
    return this.#lanes.map(({ name, isUp, waitingReadings, capacityReadings }) => ({
      kind: name,
      state: isUp ? 'up' : 'down',
      waitingReadings,
      capacityReadings,
      ...this.#progressOf(name),
    }));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#lanes.map(async (lane) => await lane.stop()));
  }

  #createLane(plugin: ExporterPlugin): ExportLane {
    const { config, clock, registry, breakerChanged, startTimer } = this.#dependencies;
    const { kind } = plugin;
    breakerChanged(kind, false);
    const seriesOf = (seriesId: number): Series | undefined =>
      seriesId < 0 ? this.#own.get(seriesId) : registry.get(seriesId)?.series;
    return new ExportLane({
      name: kind,
      exporter: plugin.create(config.plugins.exporters.get(kind), { clock, seriesOf }),
      clock,
      startTimer: startTimer ?? startSystemTimer,
      observer: this.#observerOf(kind),
      onBreakerChange: (isOpen) => breakerChanged(kind, isOpen),
    });
  }

  #observerOf(kind: string): LaneObserver {
    const { faults, clock } = this.#dependencies;
    const progress = this.#progressOf(kind);
    return {
      sent: (readings, seconds) => {
        progress.sent += readings;
        progress.lastSentAtMillis = clock.nowMillis();
        progress.detail = 'takes readings';
        this.#metrics.sent(kind, readings, seconds, clock.nowMillis());
      },
      failed: ({ reason, message }) => {
        progress.detail = message;
        this.#metrics.failed(kind, reason);
      },
      lost: (loss, readings, why) => this.#lost(kind, loss, readings, why),
      down: ({ message, remedy }) => faults.begin(exporterPart(kind), 'export-down', `${message}. Remedy: ${remedy}`),
      up: () => faults.end(exporterPart(kind), 'export-down'),
      relieved: () => faults.end(bufferPart(kind), 'export-lost'),
      heartbeat: (insertedAtMillis) => this.#metrics.heartbeat(kind, insertedAtMillis),
    };
  }

  /** Of each reason the first is logged; a full buffer is a fault in the queue as well, until there is room again. */
  #lost(kind: string, loss: ExportLoss, readings: number, why: string): void {
    const { faults, logger } = this.#dependencies;
    const progress = this.#progressOf(kind);
    progress.lost += readings;
    const firstOfReason = this.#metrics.lost(kind, loss, readings);
    if (firstOfReason) logger.warn({ exporter: kind, reason: loss, readings, why }, 'readings not exported');
    if (loss !== 'buffer-full') return;
    faults.begin(bufferPart(kind), 'export-lost', `${why}: the oldest are given up. The history keeps them.`);
  }

  #progressOf(kind: string): Progress {
    const known = this.#progress.get(kind);
    if (known !== undefined) return known;
    const made: Progress = { sent: 0, lost: 0, lastSentAtMillis: undefined, detail: 'nothing sent yet' };
    this.#progress.set(kind, made);
    return made;
  }
}

/** Whether a part that fails is an exporter or its buffer. */
export function isExportPart(part: string): boolean {
  return / (?:exporter|export buffer)$/.test(part);
}

function exporterPart(kind: string): string {
  return `${kind} exporter`;
}

function bufferPart(kind: string): string {
  return `${kind} export buffer`;
}
