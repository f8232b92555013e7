import type { RankingRow } from '../ranking-row.ts';
import type { NameClusters } from './name-clusters.ts';
import { NameIds } from './name-ids.ts';
import { PairIds } from './pair-ids.ts';
import { Places, type Place } from './places.ts';
import { wordsOf } from './words.ts';

/** Half-hours of a day. */
export const DAY_SLOTS = 48;
const SECONDS_A_DAY = 86_400;
const NO_WORD = -1;
const NO_WORDS: readonly number[] = [];

/** The small integers by which tables know a row. */
export interface KeyedRow {
  readonly timeSeconds: number;
  readonly type: number;
  readonly site: number;
  /** A sensor's name is its own only within its site. */
  readonly sensor: number;
  readonly typeAtSite: number;
  readonly typeAtSensor: number;
  readonly daySlot: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly place: Place;
  /** Ids of the words in the sensor's name, and in the type's. */
  readonly sensorWords: readonly number[];
  readonly typeWords: readonly number[];
  readonly cluster: number;
  readonly numbers: readonly number[];
  /** One id for each further column of words; -1 where it is empty. */
  readonly columnWords: readonly number[];
}

/** Gives every row its keys. The same names get the same keys, in training and later. */
export class RowKeys {
  readonly #types = new NameIds();
  readonly #sites = new NameIds();
  readonly #sensorNames = new NameIds();
  readonly #sensors = new PairIds();
  readonly #words = new NameIds();
  readonly #columnWords: NameIds[] = [];
  readonly #typeAtSite = new PairIds();
  readonly #typeAtSensor = new PairIds();
  readonly #places = new Places();
  /** Sensors stay where they are: what was found for the last row of a sensor. */
  readonly #placeOfSensor: Place[] = [];
  readonly #wordsOfName: (readonly number[])[] = [];
  readonly #clusterOfName: number[] = [];
  readonly #wordsOfType: (readonly number[])[] = [];
  readonly #clusters: NameClusters;

  constructor(clusters: NameClusters) {
    this.#clusters = clusters;
  }

  keysOf(row: RankingRow): KeyedRow {
    const type = this.#types.idOf(row.type);
    const site = this.#sites.idOf(row.site);
    const name = this.#sensorNames.idOf(row.sensor);
    const sensor = this.#sensors.idOf(site, name);
    const seconds = ((row.timeSeconds % SECONDS_A_DAY) + SECONDS_A_DAY) % SECONDS_A_DAY;
    return {
      timeSeconds: row.timeSeconds,
      type,
      site,
      sensor,
      typeAtSite: this.#typeAtSite.idOf(site, type),
      typeAtSensor: this.#typeAtSensor.idOf(sensor, type),
      daySlot: Math.floor((seconds / SECONDS_A_DAY) * DAY_SLOTS),
      weekday: (((Math.floor(row.timeSeconds / SECONDS_A_DAY) + 4) % 7) + 7) % 7,
      place: this.#placeOf(sensor, row),
      sensorWords: (this.#wordsOfName[name] ??= this.#idsOfWords(row.sensor)),
      typeWords: (this.#wordsOfType[type] ??= this.#idsOfWords(row.type)),
      cluster: (this.#clusterOfName[name] ??= this.#clusters.clusterOf(row.sensor)),
      numbers: row.numbers,
      columnWords: row.words.length === 0 ? NO_WORDS : this.#idsOfColumns(row.words),
    };
  }

  #placeOf(sensor: number, { latitude, longitude }: RankingRow): Place {
    const last = this.#placeOfSensor[sensor];
    if (last !== undefined && Object.is(last.latitude, latitude) && Object.is(last.longitude, longitude)) return last;
    return (this.#placeOfSensor[sensor] = this.#places.placeAt(latitude, longitude));
  }

  #idsOfWords(name: string): readonly number[] {
    return [...new Set(wordsOf(name))].map((word) => this.#words.idOf(word));
  }

  #idsOfColumns(words: readonly string[]): readonly number[] {
    return words.map((word, column) => (word === '' ? NO_WORD : this.#wordsOfColumn(column).idOf(word)));
  }

  #wordsOfColumn(column: number): NameIds {
    return (this.#columnWords[column] ??= new NameIds());
  }
}
