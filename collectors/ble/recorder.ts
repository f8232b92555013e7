import type { CollectorContext } from '../../core/ports/collector.ts';
import { ReadingBatchBuilder } from '../../core/reading-batch.ts';
import { makeSeries } from '../../core/series.ts';
import { normaliseAddress } from './address.ts';
import { beatTimes } from './beat-times.ts';
import { decodeBatteryLevel } from './codec/battery-level.ts';
import type { Decoded } from './codec/decoded.ts';
import { decodeHeartRateMeasurement } from './codec/heart-rate-measurement.ts';
import type { BleConfig } from './config.ts';
import { interpretSighting } from './interpret-sighting.ts';
import { batteryMeasurement, heartRateMeasurements, rssiMeasurement, type Measurement } from './measurement.ts';
import type { Sighting } from './sighting.ts';

/** Where a sighting was made; `gateway` is a label of the signal strength. */
export interface Place {
  readonly site: string;
  readonly gateway?: string;
}

/** Turns what devices say into readings: gives each its sensor, series and time. */
export class Recorder {
  readonly #config: BleConfig;
  readonly #context: CollectorContext;
  readonly #onCommit: (error: unknown) => void;
  readonly #names: ReadonlyMap<string, string>;
  readonly #unnamedSensors = new Set<string>();
  /** Of connected devices only, so as bounded as the connections. */
  readonly #previousBeats = new Map<string, number>();
  readonly #batch = new ReadingBatchBuilder(64);

  /** `onCommit` is told after each commit: the error, or `undefined` when it succeeded. */
  constructor(config: BleConfig, context: CollectorContext, onCommit: (error: unknown) => void) {
    this.#config = config;
    this.#context = context;
    this.#onCommit = onCommit;
    this.#names = new Map(Object.entries(config.names).map(([key, name]) => [normaliseAddress(key) ?? key, name]));
  }

  /** Records what was heard together; resolves when it is committed. */
  async recordSightings(place: Place, sightings: readonly Sighting[]): Promise<void> {
    for (const sighting of sightings) this.#addSighting(place, sighting);
    await this.#commit();
  }

  /** Records a notification of characteristic 0x2A37. */
  async recordHeartRate(device: string, frame: Uint8Array): Promise<void> {
    const measurement = this.#accept(decodeHeartRateMeasurement(frame), device);
    if (measurement === undefined) return;
    const sensor = this.#names.get(device) ?? device;
    const nowMillis = this.#context.clock.nowMillis();
    const beats = beatTimes(measurement.rrIntervalsMilliseconds, nowMillis, this.#previousBeats.get(device));
    for (const [index, value] of measurement.rrIntervalsMilliseconds.entries()) {
      const interval = { metric: 'rr_interval_milliseconds', unit: 'ms', value };
      this.#add({ site: this.#config.site }, sensor, interval, Math.round(beats[index] ?? nowMillis));
    }
    const lastBeat = beats.at(-1);
    if (lastBeat !== undefined) this.#previousBeats.set(device, lastBeat);
    for (const each of heartRateMeasurements(measurement))
      this.#add({ site: this.#config.site }, sensor, each, nowMillis);
    await this.#commit();
  }

  /** A device is no longer connected: its next beats do not follow its last ones. */
  forget(device: string): void {
    this.#previousBeats.delete(device);
  }

  /** Records a value of characteristic 0x2A19. */
  async recordBattery(device: string, frame: Uint8Array): Promise<void> {
    const ratio = this.#accept(decodeBatteryLevel(frame), device);
    if (ratio === undefined) return;
    const sensor = this.#names.get(device) ?? device;
    this.#add({ site: this.#config.site }, sensor, batteryMeasurement(ratio), this.#context.clock.nowMillis());
    await this.#commit();
  }

  #accept<Value>(result: Decoded<Value>, device: string): Value | undefined {
    if (result.ok) return result.value;
    this.#context.sink.reject('bad-frame', `${device}: ${result.fault}`);
    return undefined;
  }

  #addSighting(place: Place, sighting: Sighting): void {
    const { sink, clock } = this.#context;
    const { device, rssiDbm } = sighting;
    const { identity, measurements, isUnderstood, faults } = interpretSighting(sighting);
    for (const fault of faults) sink.reject('bad-frame', `${device}: ${fault}`);
    const name = this.#names.get(device) ?? (identity === undefined ? undefined : this.#names.get(identity));
    if (name === undefined && !isUnderstood && !this.#config.recordEveryDevice) return;
    const sensor = name ?? identity ?? device;
    if (name === undefined && !this.#hasRoomFor(place.site, sensor)) return sink.reject('series-limit', sensor);
    const nowMillis = clock.nowMillis();
    if (rssiDbm !== undefined) this.#add(place, sensor, rssiMeasurement(rssiDbm), nowMillis);
    for (const measurement of measurements) this.#add({ site: place.site }, sensor, measurement, nowMillis);
  }

  #hasRoomFor(site: string, sensor: string): boolean {
    const key = JSON.stringify([site, sensor]);
    if (this.#unnamedSensors.has(key)) return true;
    if (this.#unnamedSensors.size >= this.#config.maxDevices) return false;
    this.#unnamedSensors.add(key);
    return true;
  }

  #add(place: Place, sensor: string, { metric, unit, value }: Measurement, observedAtMillis: number): void {
    const series = makeSeries(place.site, sensor, metric, {
      ...(unit === undefined ? {} : { unit }),
      ...(place.gateway === undefined ? {} : { labels: [['gateway', place.gateway] as const] }),
    });
    const seriesId = this.#context.sink.register(series);
    if (seriesId !== undefined) this.#batch.add(seriesId, observedAtMillis, value);
  }

  async #commit(): Promise<void> {
    if (this.#batch.count === 0) return;
    const batch = this.#batch.build(this.#context.clock.nowMillis());
    await this.#context.sink.readings(batch).then(() => this.#onCommit(undefined), this.#onCommit);
  }
}
