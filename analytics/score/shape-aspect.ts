import type { Aspect, Row } from './aspect.ts';

/** A point is the mean of this many rows: shapes are compared over hours, not readings, and much cheaper. */
const ROWS_PER_POINT = 8;
const SHORT = 4;
const MIDDLE = 8;
const LONG = 16;
/** Differences added between two looks at whether a stretch can still be the nearest. */
const STEP = 4;
/** The least past that a shape is looked for in: 4,096 rows. The buffer holds some more, so that it moves rarely. */
const LEAST_POINTS = 512;
const BUFFER_POINTS = 640;

/**
 * How far the last points are from the stretch of the past most like them, over three lengths: the left matrix profile
 * without normalisation, so that a known shape at an unknown level is new too.
 */
export class ShapeAspect implements Aspect {
  readonly name = 'shape';
  readonly measures = 3;
  readonly #points = new Float32Array(BUFFER_POINTS);
  #count = 0;
  #sum = 0;
  #rows = 0;
  /** Squared distances to the nearest. */
  #short = 0;
  #middle = 0;
  #long = 0;
  /** Where the nearest of the longest length ended. */
  #nearestEnd = 0;

  measure({ recent }: Row, sizes: Float64Array): void {
    this.#sum += recent.at(0);
    this.#rows += 1;
    if (this.#rows === ROWS_PER_POINT) this.#addPoint(this.#sum / ROWS_PER_POINT);
    sizes[0] = Math.sqrt(this.#short);
    sizes[1] = Math.sqrt(this.#middle);
    sizes[2] = Math.sqrt(this.#long);
  }

  #addPoint(point: number): void {
    this.#sum = 0;
    this.#rows = 0;
    if (this.#count === BUFFER_POINTS) {
      this.#points.copyWithin(0, BUFFER_POINTS - LEAST_POINTS);
      this.#count = LEAST_POINTS;
      this.#nearestEnd -= BUFFER_POINTS - LEAST_POINTS;
    }
    this.#points[this.#count] = point;
    this.#count += 1;
    this.#search();
  }

  /** Begins where the last search ended, one further: shapes mostly go on alike, and a near start spares most of the rest. */
  #search(): void {
    this.#short = Infinity;
    this.#middle = Infinity;
    this.#long = Infinity;
    const last = this.#count - 1 - SHORT;
    const likely = this.#nearestEnd + 1;
    if (likely >= LONG - 1 && likely <= last) this.#compareWith(likely, likely);
    this.#compareWith(SHORT - 1, last);
    if (this.#short === Infinity) this.#short = 0;
    if (this.#middle === Infinity) this.#middle = 0;
    if (this.#long === Infinity) this.#long = 0;
  }

  /**
   * Squared differences from the stretches that end at `first` to `last`, added up backwards: one pass gives all lengths,
   * and stops as soon as none can be the nearest any more.
   */
  #compareWith(first: number, last: number): void {
    const points = this.#points;
    const now = this.#count - 1;
    let short = this.#short;
    let middle = this.#middle;
    let long = this.#long;
    for (let end = last; end >= first; end -= 1) {
      const longest = Math.min(LONG, now - end, end + 1) & -STEP;
      let distance = 0;
      for (let back = 0; back < longest;) {
        for (const step = back + STEP; back < step; back += 1) {
          const difference = (points[now - back] ?? 0) - (points[end - back] ?? 0);
          distance += difference * difference;
        }
        if (back === SHORT && distance < short) short = distance;
        if (back === MIDDLE && distance < middle) middle = distance;
        if (distance >= long) break;
        if (back === LONG) {
          long = distance;
          this.#nearestEnd = end;
        }
      }
    }
    this.#short = short;
    this.#middle = middle;
    this.#long = long;
  }
}
