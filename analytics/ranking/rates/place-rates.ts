import type { Cell } from '../past/row-keys.ts';
import { PairIds } from '../past/name-ids.ts';
import { RateTable } from './rate-table.ts';

/** How far around a cell its neighbours count, in cells. */
const REACH = 2;
const SIDE = 2 * REACH + 1;
const NOT_KNOWN = -1;

/** A Gaussian of one cell's width. */
const WEIGHTS = Float64Array.from({ length: SIDE * SIDE }, (_, index) => {
  const across = (index % SIDE) - REACH;
  const down = Math.floor(index / SIDE) - REACH;
  return Math.exp(-(across * across + down * down) / 2);
});

interface Neighbours {
  readonly ids: Int32Array;
  /** How many cells were known when they were looked up. */
  readonly knownCells: number;
}

/** True and closed events around a place: each cell is judged together with its neighbours, nearer ones counting more. */
export class PlaceRates {
  readonly #ids = new PairIds();
  readonly #table = new RateTable();
  readonly #neighbours: Neighbours[] = [];
  closed = 0;
  trues = 0;

  add(cell: Cell, label: number, weight: number): void {
    if (cell.row >= 0) this.#table.add(this.#ids.idOf(cell.column, cell.row), label, weight);
  }

  /** Sets `closed` and `trues`. */
  look(cell: Cell): void {
    this.closed = 0;
    this.trues = 0;
    if (cell.row < 0) return;
    const neighbours = this.#neighboursOf(cell);
    for (let index = 0; index < WEIGHTS.length; index++) {
      const id = neighbours[index] ?? NOT_KNOWN;
      if (id === NOT_KNOWN) continue;
      this.closed += (WEIGHTS[index] ?? 0) * this.#table.closed(id);
      this.trues += (WEIGHTS[index] ?? 0) * this.#table.true(id);
    }
  }

  /** Kept for known cells until another cell becomes known: sensors stay where they are. */
  #neighboursOf(cell: Cell): Int32Array {
    const id = this.#ids.find(cell.column, cell.row);
    const kept = id === undefined ? undefined : this.#neighbours[id];
    if (kept?.knownCells === this.#ids.size) return kept.ids;
    const ids = Int32Array.from(WEIGHTS, (_, index) => {
      const column = cell.column + (index % SIDE) - REACH;
      const row = cell.row + Math.floor(index / SIDE) - REACH;
      return this.#ids.find(column, row) ?? NOT_KNOWN;
    });
    if (id !== undefined) this.#neighbours[id] = { ids, knownCells: this.#ids.size };
    return ids;
  }
}
