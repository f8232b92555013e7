import { PairIds } from './pair-ids.ts';

/** Later cells share one id. */
const MOST_CELLS = 250_000;
/** A degree of latitude is about 111 km. */
const METRES_A_DEGREE = 111_195;
const RADIANS_A_DEGREE = Math.PI / 180;
const FINE_CELL_METRES = 250;
const COARSE_CELL_METRES = 1000;
const LEAST_COSINE = 0.01;
const COSINE_STEPS = 50;
/** How far around a cell its neighbours count, in cells. */
const REACH = 2;
const SIDE = 2 * REACH + 1;

/** How much of an event in the middle cell each of the cells around it gets: a Gaussian of one cell's width. */
export const NEIGHBOUR_WEIGHTS = Float64Array.from({ length: SIDE * SIDE }, (_, index) => {
  const across = (index % SIDE) - REACH;
  const down = Math.floor(index / SIDE) - REACH;
  return Math.exp(-(across * across + down * down) / 2);
});

/** A cell of a grid laid over the earth. */
export interface Cell {
  readonly id: number;
  /** The ids of the cells around it, itself included, in the order of `NEIGHBOUR_WEIGHTS`. */
  readonly neighbours: Int32Array;
}

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  /** Undefined where the place is unknown. */
  readonly fine: Cell | undefined;
  readonly coarse: Cell | undefined;
}

/** Gives every place its cells; the same place has the same cells, in training and later. */
export class Places {
  readonly #fine = new Grid(FINE_CELL_METRES);
  readonly #coarse = new Grid(COARSE_CELL_METRES);

  placeAt(latitude: number, longitude: number): Place {
    const isKnown = Number.isFinite(latitude) && Number.isFinite(longitude);
    const fine = isKnown ? this.#fine.cellAt(latitude, longitude) : undefined;
    const coarse = isKnown ? this.#coarse.cellAt(latitude, longitude) : undefined;
    return { latitude, longitude, fine, coarse };
  }
}

class Grid {
  readonly #metres: number;
  readonly #ids = new PairIds(MOST_CELLS);
  readonly #cells: Cell[] = [];

  constructor(metres: number) {
    this.#metres = metres;
  }

  cellAt(latitude: number, longitude: number): Cell {
    const row = Math.floor((latitude * METRES_A_DEGREE) / this.#metres);
    // The width of a degree is taken at the middle of its row of cells, so that a cell's neighbours line up within the row.
    const cosine = Math.cos((((row + 0.5) * this.#metres) / METRES_A_DEGREE) * RADIANS_A_DEGREE);
    const degreeWidth = (METRES_A_DEGREE * Math.round(Math.max(LEAST_COSINE, cosine) * COSINE_STEPS)) / COSINE_STEPS;
    const column = Math.floor((longitude * degreeWidth) / this.#metres);
    const id = this.#ids.idOf(column, row);
    return (this.#cells[id] ??= { id, neighbours: this.#around(column, row) });
  }

  #around(column: number, row: number): Int32Array {
    return Int32Array.from(NEIGHBOUR_WEIGHTS, (_, index) =>
      this.#ids.idOf(column + (index % SIDE) - REACH, row + Math.floor(index / SIDE) - REACH),
    );
  }
}
