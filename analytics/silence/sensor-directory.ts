import type { SeriesId } from '../../core/series.ts';

export interface SensorName {
  readonly site: string;
  readonly sensor: string;
}

const UNKNOWN = -1;

/** Gives each sensor a dense integer, found by series without a look at its labels after the first time. */
export class SensorDirectory {
  readonly #sensorOf: (seriesId: SeriesId) => SensorName;
  readonly #names: SensorName[] = [];
  readonly #indexByName = new Map<string, number>();
  #indexOfSeries = new Int32Array(0);

  constructor(sensorOf: (seriesId: SeriesId) => SensorName) {
    this.#sensorOf = sensorOf;
  }

  get size(): number {
    return this.#names.length;
  }

  name(index: number): SensorName {
    return this.#names[index] ?? { site: '', sensor: '' };
  }

  indexOf(seriesId: SeriesId): number {
    const known = this.#indexOfSeries[seriesId] ?? UNKNOWN;
    return known === UNKNOWN ? this.#lookUp(seriesId) : known;
  }

  #lookUp(seriesId: SeriesId): number {
    const name = this.#sensorOf(seriesId);
    const key = JSON.stringify([name.site, name.sensor]);
    let index = this.#indexByName.get(key);
    if (index === undefined) {
      index = this.#names.length;
      this.#names.push(name);
      this.#indexByName.set(key, index);
    }
    if (seriesId >= this.#indexOfSeries.length) this.#grow(seriesId + 1);
    this.#indexOfSeries[seriesId] = index;
    return index;
  }

  #grow(needed: number): void {
    const larger = new Int32Array(Math.max(needed, this.#indexOfSeries.length * 2)).fill(UNKNOWN);
    larger.set(this.#indexOfSeries);
    this.#indexOfSeries = larger;
  }
}
