import type { RankingRow } from '../ranking-row.ts';
import type { NameClusters } from './name-clusters.ts';
import { NameIds, PairIds } from './name-ids.ts';
import { wordsOf } from './words.ts';

/** Half-hours of a day. */
export const DAY_SLOTS = 48;
const SECONDS_A_DAY = 86_400;
/** A degree of latitude is about 111 km. */
const METRES_A_DEGREE = 111_195;
const FINE_CELL_METRES = 250;
const COARSE_CELL_METRES = 1000;
const CELL_BIAS = 0x100000;
const NO_CELL = -1;

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
  readonly fineCell: Cell;
  readonly coarseCell: Cell;
  readonly latitude: number;
  readonly longitude: number;
  /** Ids of the words in the sensor's name, and in the type's. */
  readonly sensorWords: readonly number[];
  readonly typeWords: readonly number[];
  readonly cluster: number;
  readonly numbers: readonly number[];
  /** One id for each further column of words; -1 where it is empty. */
  readonly columnWords: readonly number[];
}

export interface Cell {
  /** -1 where the place is unknown. */
  readonly column: number;
  readonly row: number;
}

const NOWHERE: Cell = { column: NO_CELL, row: NO_CELL };

/** Gives every row its keys. The same names get the same keys, in training and later. */
export class RowKeys {
  readonly #types = new NameIds();
  readonly #sites = new NameIds();
  readonly #sensors = new NameIds();
  readonly #words = new NameIds();
  readonly #columnWords: NameIds[] = [];
  readonly #typeAtSite = new PairIds();
  readonly #typeAtSensor = new PairIds();
  readonly #wordsOfSensor: (readonly number[])[] = [];
  readonly #clusterOfSensor: number[] = [];
  readonly #wordsOfType: (readonly number[])[] = [];
  readonly #clusters: NameClusters;

  constructor(clusters: NameClusters) {
    this.#clusters = clusters;
  }

  keysOf(row: RankingRow): KeyedRow {
    const type = this.#types.idOf(row.type);
    const site = this.#sites.idOf(row.site);
    const sensor = this.#sensors.idOf(`${row.site}\u0000${row.sensor}`);
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
      fineCell: cellOf(row, FINE_CELL_METRES),
      coarseCell: cellOf(row, COARSE_CELL_METRES),
      latitude: row.latitude,
      longitude: row.longitude,
      sensorWords: (this.#wordsOfSensor[sensor] ??= this.#idsOfWords(row.sensor)),
      typeWords: (this.#wordsOfType[type] ??= this.#idsOfWords(row.type)),
      cluster: (this.#clusterOfSensor[sensor] ??= this.#clusters.clusterOf(row.sensor)),
      numbers: row.numbers,
      columnWords: row.words.map((word, column) => (word === '' ? -1 : this.#wordsOfColumn(column).idOf(word))),
    };
  }

  #idsOfWords(name: string): readonly number[] {
    return [...new Set(wordsOf(name))].map((word) => this.#words.idOf(word));
  }

  #wordsOfColumn(column: number): NameIds {
    return (this.#columnWords[column] ??= new NameIds());
  }
}

function cellOf({ latitude, longitude }: RankingRow, metres: number): Cell {
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return NOWHERE;
  const rowsOfCells = Math.floor((latitude * METRES_A_DEGREE) / metres);
  // The width of a degree is taken at the middle of its row of cells, so that a cell's neighbours line up within the row.
  const cosine = Math.max(0.01, Math.cos((((rowsOfCells + 0.5) * metres) / METRES_A_DEGREE) * (Math.PI / 180)));
  const degreeWidth = (METRES_A_DEGREE * Math.round(cosine * 50)) / 50;
  return { column: Math.floor((longitude * degreeWidth) / metres) + CELL_BIAS, row: rowsOfCells + CELL_BIAS };
}
