import type { Aspect, Row } from './aspect.ts';

/** A point is the mean of this many rows: shapes are compared over hours, not readings, and four times cheaper. */
const ROWS_PER_POINT = 4;
const WINDOWS = [8, 16, 32] as const;
const LONGEST = 32;
/** The past that a shape is looked for in: 4,096 rows. */
const POINTS = 1024;

/** How far the last points are from the stretch of the past most like them (the left matrix profile, without normalisation). */
export class ShapeAspect implements Aspect {
  readonly name = 'shape';
  readonly measures = WINDOWS.length;
  readonly #points = new Float32Array(POINTS);
  readonly #distances = new Float64Array(WINDOWS.length);
  readonly #nearest = new Float64Array(WINDOWS.length);
  readonly #latest = new Float64Array(LONGEST);
  #count = 0;
  #sum = 0;
  #rows = 0;

  measure({ recent }: Row, sizes: Float64Array, offset: number): void {
    this.#sum += recent.at(0);
    this.#rows += 1;
    if (this.#rows === ROWS_PER_POINT) {
      this.#points[this.#count % POINTS] = this.#sum / ROWS_PER_POINT;
      this.#count += 1;
      this.#sum = 0;
      this.#rows = 0;
      this.#search();
    }
    sizes.set(this.#distances, offset);
  }

  #search(): void {
    for (let back = 0; back < LONGEST; back += 1) this.#latest[back] = this.#point(this.#count - 1 - back);
    this.#nearest.fill(Infinity);
    const oldest = Math.max(0, this.#count - POINTS);
    for (let end = this.#count - 1 - (WINDOWS[0] ?? 0); end >= oldest + 7; end -= 1) this.#compare(end, oldest);
    for (let index = 0; index < WINDOWS.length; index += 1) {
      const nearest = this.#nearest[index] ?? Infinity;
      this.#distances[index] = nearest === Infinity ? 0 : Math.sqrt(nearest);
    }
  }

  /** Adds up the squared differences backwards, which gives all windows in one pass; stops where none can be nearest. */
  #compare(end: number, oldest: number): void {
    const gap = this.#count - 1 - end;
    let distance = 0;
    let back = 0;
    for (let index = 0; index < WINDOWS.length; index += 1) {
      const window = WINDOWS[index] ?? 0;
      if (window > gap || end - window + 1 < oldest) return;
      for (; back < window; back += 1) {
        const difference = (this.#latest[back] ?? 0) - this.#point(end - back);
        distance += difference * difference;
      }
      if (distance < (this.#nearest[index] ?? Infinity)) this.#nearest[index] = distance;
      if (distance >= (this.#nearest[WINDOWS.length - 1] ?? Infinity)) return;
    }
  }

  #point(index: number): number {
    return this.#points[index & (POINTS - 1)] ?? 0;
  }
}
