import { Failure } from '../../core/failure.ts';
import type { CollectorContext, PollingCollector } from '../../core/ports/collector.ts';
import { ReadingBatchBuilder } from '../../core/reading-batch.ts';
import { makeSeries, type SeriesId } from '../../core/series.ts';
import type { HostConfig } from './config.ts';
import type { HostProbe } from './host-probe.ts';
import { hostRows, type HostRow } from './host-rows.ts';
import type { DiskUse, HostSnapshot, MemoryUse, NetworkCounters } from './host-snapshot.ts';
import { PatientSource, SourceLate } from './patient-source.ts';

/** The share of a round's time that one source may take; the rest is for handing the readings on. */
const SOURCE_TIMEOUT_RATIO = 0.75;

/** Watches the machine Telltale runs on: one batch a round. */
export class HostCollector implements PollingCollector {
  readonly mode = 'polling';
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly #config: HostConfig;
  readonly #context: CollectorContext;
  readonly #probe: HostProbe;
  readonly #sensor: string;
  readonly #memory: PatientSource<MemoryUse>;
  readonly #disks: PatientSource<readonly DiskUse[]>;
  readonly #network: PatientSource<NetworkCounters>;
  readonly #builder = new ReadingBatchBuilder(128);
  readonly #seriesIds = new Map<string, SeriesId>();
  #previous: HostSnapshot | undefined;
  #disksDueMillis = -Infinity;
  #stopped = false;

  constructor(config: HostConfig, context: CollectorContext, probe: HostProbe, sensor: string) {
    this.#config = config;
    this.#context = context;
    this.#probe = probe;
    this.#sensor = sensor;
    this.intervalSeconds = config.intervalSeconds;
    this.timeoutSeconds = config.timeoutSeconds;
    const timeoutMillis = config.timeoutSeconds * 1000 * SOURCE_TIMEOUT_RATIO;
    this.#memory = new PatientSource('memory', () => probe.memory(), timeoutMillis);
    this.#disks = new PatientSource('disks', () => probe.disks(), timeoutMillis);
    this.#network = new PatientSource('network', () => this.#networkCounters(), timeoutMillis);
  }

  /** Hands on what every other source said even if one fails, then rejects so that the failure is counted. */
  async poll(signal: AbortSignal): Promise<void> {
    const failures: Error[] = [];
    const snapshot = await this.#snapshot(failures);
    if (this.#stopped || signal.aborted) return;
    const rows = hostRows(this.#previous, snapshot);
    this.#previous = snapshot;
    await this.#handOn(rows);
    if (failures.length > 0) throw partlyFailed(failures);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
  }

  async #snapshot(failures: Error[]): Promise<HostSnapshot> {
    const read = async <T>(source: PatientSource<T>): Promise<T | undefined> => {
      try {
        return await source.read();
      } catch (error) {
        failures.push(error instanceof Error ? error : new Error(String(error)));
        return undefined;
      }
    };
    const own = {
      processUptimeSeconds: this.#probe.processUptimeSeconds(),
      loadAverages: this.#probe.loadAverages(),
      cpuTimes: this.#probe.cpuTimes(),
    };
    const disksDue = this.#context.clock.monotonicMillis() >= this.#disksDueMillis;
    const [memory, network, disks] = await Promise.all([
      read(this.#memory),
      read(this.#network),
      disksDue ? read(this.#disks) : undefined,
    ]);
    if (disks !== undefined) {
      this.#disksDueMillis = this.#context.clock.monotonicMillis() + this.#config.diskIntervalSeconds * 1000;
    }
    return { ...own, memory, network, disks };
  }

  async #networkCounters(): Promise<NetworkCounters> {
    const interfaces = await this.#probe.interfaces();
    return { monotonicMillis: this.#context.clock.monotonicMillis(), interfaces };
  }

  async #handOn(rows: readonly HostRow[]): Promise<void> {
    const nowMillis = this.#context.clock.nowMillis();
    for (const row of rows) {
      if (!Number.isFinite(row.value)) {
        this.#context.sink.reject('not-finite', row.metric);
        continue;
      }
      const seriesId = this.#seriesId(row);
      if (seriesId !== undefined) this.#builder.add(seriesId, nowMillis, row.value);
    }
    await this.#context.sink.readings(this.#builder.build(nowMillis));
  }

  #seriesId({ metric, label }: HostRow): SeriesId | undefined {
    const key = label === undefined ? metric : `${metric} ${label[1]}`;
    const known = this.#seriesIds.get(key);
    if (known !== undefined) return known;
    const labels = label === undefined ? [] : [label];
    const seriesId = this.#context.sink.register(makeSeries(this.#config.site, this.#sensor, metric, { labels }));
    if (seriesId !== undefined) this.#seriesIds.set(key, seriesId);
    return seriesId;
  }
}

function partlyFailed(failures: readonly Error[]): Failure {
  return new Failure(`host: ${failures.map(({ message }) => message).join('; ')}`, {
    reason: failures.some((failure) => failure instanceof SourceLate) ? 'timeout' : 'other',
    retryable: true,
    remedy: 'the other readings go on; for disks, look for a network mount that does not answer (try "df")',
    cause: failures[0],
  });
}
