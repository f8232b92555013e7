import { NEIGHBOUR_WEIGHTS, type Cell } from '../past/places.ts';
import { RateTable } from './rate-table.ts';

const NOWHERE = -1;

/**
 * True and closed events around a place, nearer ones counting more. What is added to a cell is spread over its neighbours at once,
 * because events are ranked more often than closed.
 */
export class PlaceRates {
  readonly #table = new RateTable();

  add(cell: Cell | undefined, label: number, weight: number): void {
    if (cell === undefined) return;
    for (let index = 0; index < NEIGHBOUR_WEIGHTS.length; index++)
      this.#table.add(cell.neighbours[index] ?? NOWHERE, label, weight * (NEIGHBOUR_WEIGHTS[index] ?? 0));
  }

  addAll(other: PlaceRates): void {
    this.#table.addAll(other.#table);
  }

  closed(cell: Cell | undefined): number {
    return this.#table.closed(cell?.id ?? NOWHERE);
  }

  true(cell: Cell | undefined): number {
    return this.#table.true(cell?.id ?? NOWHERE);
  }
}
