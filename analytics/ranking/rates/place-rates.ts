import type { Cell } from '../past/row-keys.ts';
import { PairIds } from '../past/name-ids.ts';
import { RateTable } from './rate-table.ts';

/** How far around a cell its neighbours count, in cells. */
const REACH = 2;
const SIDE = 2 * REACH + 1;

/** A Gaussian of one cell's width. */
const WEIGHTS = Float64Array.from({ length: SIDE * SIDE }, (_, index) => {
  const across = (index % SIDE) - REACH;
  const down = Math.floor(index / SIDE) - REACH;
  return Math.exp(-(across * across + down * down) / 2);
});

/** True and closed events around a place: each cell is judged together with its neighbours, nearer ones counting more. */
export class PlaceRates {
  readonly #ids = new PairIds();
  readonly #table = new RateTable();
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
    for (let index = 0; index < WEIGHTS.length; index++) {
      const column = cell.column + (index % SIDE) - REACH;
      const row = cell.row + Math.floor(index / SIDE) - REACH;
      const id = this.#ids.find(column, row);
      if (id === undefined) continue;
      this.closed += (WEIGHTS[index] ?? 0) * this.#table.closed(id);
      this.trues += (WEIGHTS[index] ?? 0) * this.#table.true(id);
    }
  }
}
