import { seriesKey, sensorOf, siteOf, type Series, type SeriesId } from './series.ts';

export interface SeriesLimits {
  /** Most series in all. Beyond it a new one is refused, known ones go on. */
  readonly maxSeries: number;
  /** Most series of one sensor: what a device that invents metric names can take up. */
  readonly maxSeriesPerSensor: number;
}

export const DEFAULT_SERIES_LIMITS: SeriesLimits = { maxSeries: 1_000_000, maxSeriesPerSensor: 512 };

export interface RegisteredSeries {
  readonly id: SeriesId;
  readonly key: string;
  readonly series: Series;
}

/**
 * Gives each series its dense integer, 0, 1, 2, … in order of first sight, bounded by `SeriesLimits`.
 * The history keeps the same integers, so `restore` must see its rows before anything else registers.
 */
export class SeriesRegistry {
  readonly #limits: SeriesLimits;
  readonly #byKey = new Map<string, RegisteredSeries>();
  readonly #byId: RegisteredSeries[] = [];
  readonly #countBySensor = new Map<string, number>();
  #unsaved: RegisteredSeries[] = [];

  constructor(limits: SeriesLimits = DEFAULT_SERIES_LIMITS) {
    this.#limits = limits;
  }

  /** The integer of a series, new or known; `undefined` when a limit refuses a new one. */
  register(series: Series): SeriesId | undefined {
    const key = seriesKey(series);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known.id;
    const sensorKey = JSON.stringify([siteOf(series), sensorOf(series)]);
    const ofSensor = this.#countBySensor.get(sensorKey) ?? 0;
    if (this.#byId.length >= this.#limits.maxSeries || ofSensor >= this.#limits.maxSeriesPerSensor) {
      return undefined;
    }
    const registered = this.#insert(key, series);
    this.#unsaved.push(registered);
    return registered.id;
  }

  /** Takes back what the history knew, in the order of its integers. */
  restore(known: Iterable<Series>): void {
    for (const series of known) this.#insert(seriesKey(series), series);
  }

  get(id: SeriesId): RegisteredSeries | undefined {
    return this.#byId[id];
  }

  find(key: string): RegisteredSeries | undefined {
    return this.#byKey.get(key);
  }

  all(): readonly RegisteredSeries[] {
    return this.#byId;
  }

  get size(): number {
    return this.#byId.length;
  }

  /** Series registered since the last call; the history stores them before the readings that use them. */
  takeUnsaved(): readonly RegisteredSeries[] {
    if (this.#unsaved.length === 0) return this.#unsaved;
    const unsaved = this.#unsaved;
    this.#unsaved = [];
    return unsaved;
  }

  #insert(key: string, series: Series): RegisteredSeries {
    const registered = { id: this.#byId.length, key, series };
    this.#byKey.set(key, registered);
    this.#byId.push(registered);
    const sensorKey = JSON.stringify([siteOf(series), sensorOf(series)]);
    this.#countBySensor.set(sensorKey, (this.#countBySensor.get(sensorKey) ?? 0) + 1);
    return registered;
  }
}
