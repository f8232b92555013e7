import type { ReadingBatch } from '../../core/reading-batch.ts';
import type { SeriesId } from '../../core/series.ts';
import type { Signal } from '../../core/signal.ts';
import { FloatRecords } from '../state/float-records.ts';
import { SensorDirectory, type SensorName } from './sensor-directory.ts';
import { sensorSilent, sensorSpeaksAgain, siteSilent, siteSpeaksAgain } from './silence-signals.ts';

/** A sensor is judged once it has arrived this often. */
const MIN_ARRIVALS = 10;
const LEAST_SILENCE_MILLIS = 60_000;
/** Silent is who has not been heard for so many usual intervals. */
const USUAL_INTERVALS = 10;
/** More sensors of a site than this falling silent in one check have one cause. */
const MOST_ALONE = 5;
/** What arrives within a second is one arrival: a device's metrics often come as several messages. */
const ONE_ARRIVAL_MILLIS = 1000;
const INTERVAL_GAIN = 0.1;

const ARRIVALS = 0;
const COUNTED_MILLIS = 1;
const LAST_SEEN_MILLIS = 2;
const INTERVAL_MILLIS = 3;
const STATE = 4;
const FIELDS = 5;

const SPEAKING = 0;
const SILENT_ALONE = 1;
const SILENT_WITH_SITE = 2;

/**
 * Notices sensors that stop reporting, by time of arrival. Learns each sensor's usual interval. A sensor that has
 * not been heard since the start is not judged. Bounded by the number of series.
 */
export class SilenceMonitor {
  readonly #sensors: SensorDirectory;
  readonly #records = new FloatRecords(FIELDS);
  /** Sensors that were silent when they were last heard, told of at the next check. */
  readonly #returned = new Set<number>();
  /** By site: its sensors that fell silent together and have not all spoken since. */
  readonly #silentSites = new Map<string, Set<number>>();

  constructor(sensorOf: (seriesId: SeriesId) => SensorName) {
    this.#sensors = new SensorDirectory(sensorOf);
  }

  /** `monotonicMillis` is when the batch arrived: a clock that steps must not make anybody silent. */
  observe(batch: ReadingBatch, monotonicMillis: number): void {
    for (let row = 0; row < batch.count; row += 1) {
      this.#hear(this.#sensors.indexOf(batch.seriesIds[row] ?? 0), monotonicMillis);
    }
  }

  /** What changed since the last check. Call it every few seconds. Durations go by `monotonicMillis`, signals bear `nowMillis`. */
  check(nowMillis: number, monotonicMillis: number): Signal[] {
    return [...this.#tellReturned(nowMillis), ...this.#tellSilent(nowMillis, monotonicMillis)];
  }

  #hear(sensor: number, millis: number): void {
    this.#records.ensureSlots(sensor + 1);
    if (this.#records.get(sensor, STATE) !== SPEAKING) this.#returned.add(sensor);
    this.#countArrival(sensor, millis);
    this.#records.set(sensor, LAST_SEEN_MILLIS, millis);
  }

  #countArrival(sensor: number, millis: number): void {
    const arrivals = this.#records.get(sensor, ARRIVALS);
    const interval = millis - this.#records.get(sensor, COUNTED_MILLIS);
    if (arrivals > 0 && interval < ONE_ARRIVAL_MILLIS) return;
    this.#records.set(sensor, ARRIVALS, arrivals + 1);
    this.#records.set(sensor, COUNTED_MILLIS, millis);
    if (arrivals === 0) return;
    const usual = this.#records.get(sensor, INTERVAL_MILLIS);
    const learnt = arrivals < MIN_ARRIVALS ? interval : Math.min(interval, this.#patienceMillis(sensor));
    this.#records.set(sensor, INTERVAL_MILLIS, usual + Math.max(1 / arrivals, INTERVAL_GAIN) * (learnt - usual));
  }

  #patienceMillis(sensor: number): number {
    return Math.max(LEAST_SILENCE_MILLIS, USUAL_INTERVALS * this.#records.get(sensor, INTERVAL_MILLIS));
  }

  #tellReturned(nowMillis: number): Signal[] {
    const signals: Signal[] = [];
    for (const sensor of this.#returned) {
      const state = this.#records.get(sensor, STATE);
      const name = this.#sensors.name(sensor);
      this.#records.set(sensor, STATE, SPEAKING);
      if (state === SILENT_ALONE) signals.push(sensorSpeaksAgain(name, nowMillis));
      if (state === SILENT_WITH_SITE && this.#leaveSite(name.site, sensor)) {
        signals.push(siteSpeaksAgain(name.site, nowMillis));
      }
    }
    this.#returned.clear();
    return signals;
  }

  /** True when nobody is left. */
  #leaveSite(site: string, sensor: number): boolean {
    const silent = this.#silentSites.get(site);
    silent?.delete(sensor);
    return silent?.size === 0 && this.#silentSites.delete(site);
  }

  #tellSilent(nowMillis: number, monotonicMillis: number): Signal[] {
    const signals: Signal[] = [];
    for (const [site, sensors] of this.#newlySilentBySite(monotonicMillis)) {
      const together = sensors.length > MOST_ALONE || this.#silentSites.has(site);
      for (const sensor of sensors) this.#records.set(sensor, STATE, together ? SILENT_WITH_SITE : SILENT_ALONE);
      if (together) signals.push(this.#joinSite(site, sensors, nowMillis));
      else signals.push(...sensors.map((sensor) => this.#sensorSilent(sensor, nowMillis, monotonicMillis)));
    }
    return signals;
  }

  #newlySilentBySite(monotonicMillis: number): Map<string, number[]> {
    const bySite = new Map<string, number[]>();
    for (let sensor = 0; sensor < this.#sensors.size; sensor += 1) {
      if (!this.#isNewlySilent(sensor, monotonicMillis)) continue;
      const { site } = this.#sensors.name(sensor);
      const ofSite = bySite.get(site);
      if (ofSite === undefined) bySite.set(site, [sensor]);
      else ofSite.push(sensor);
    }
    return bySite;
  }

  #isNewlySilent(sensor: number, monotonicMillis: number): boolean {
    return (
      this.#records.get(sensor, STATE) === SPEAKING &&
      this.#records.get(sensor, ARRIVALS) >= MIN_ARRIVALS &&
      monotonicMillis - this.#records.get(sensor, LAST_SEEN_MILLIS) > this.#patienceMillis(sensor)
    );
  }

  #joinSite(site: string, sensors: readonly number[], nowMillis: number): Signal {
    const silent = this.#silentSites.get(site) ?? new Set<number>();
    for (const sensor of sensors) silent.add(sensor);
    this.#silentSites.set(site, silent);
    const names = Array.from(silent, (sensor) => this.#sensors.name(sensor));
    return siteSilent(site, names, nowMillis);
  }

  #sensorSilent(sensor: number, nowMillis: number, monotonicMillis: number): Signal {
    return sensorSilent(
      {
        name: this.#sensors.name(sensor),
        silentForMillis: monotonicMillis - this.#records.get(sensor, LAST_SEEN_MILLIS),
        usualIntervalMillis: this.#records.get(sensor, INTERVAL_MILLIS),
      },
      nowMillis,
    );
  }
}
