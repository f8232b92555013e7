/** Differences added between two looks at whether a stretch can still be the nearest. */
const STEP = 4;

interface SearchOptions {
  /** Lengths in points: multiples of four, rising. */
  readonly lengths: readonly [short: number, middle: number, long: number];
  /** How many of the last points are kept: a power of two, so that a point finds its place by masking. */
  readonly points: number;
  /** Of the stretches of the past, one in so many is looked at for a point, each in its turn: like shapes stay alike for some points. */
  readonly turns: number;
}

/**
 * How far the last points are from the stretch of the past most like them, over three lengths: the left matrix profile
 * without normalisation, so that a known shape at an unknown level is new too.
 */
export class StretchSearch {
  /** Squared distances of the short, middle and long stretches; Infinity where there is nothing to compare with. */
  readonly distances = new Float64Array(3);
  readonly #short: number;
  readonly #middle: number;
  readonly #long: number;
  readonly #points: number;
  readonly #mask: number;
  readonly #turns: number;
  /** The last points, newest first. */
  readonly #query: Float64Array;
  #nearest = 0;

  constructor({ lengths, points, turns }: SearchOptions) {
    [this.#short, this.#middle, this.#long] = lengths;
    this.#points = points;
    this.#mask = points - 1;
    this.#turns = turns;
    this.#query = new Float64Array(this.#long);
  }

  /**
   * `now` is the number of the newest point, in the ring at `at`. Begins one beyond `nearest`, where the last search ended:
   * a near start spares much of the rest. Returns where the nearest long stretch ends.
   */
  search(ring: Float32Array, at: number, now: number, nearest: number): number {
    this.distances.fill(Infinity);
    this.#nearest = 0;
    for (let back = 0; back < this.#long; back += 1) this.#query[back] = ring[at + ((now - back) & this.#mask)] ?? 0;
    const oldest = Math.max(0, now - this.#points + 1);
    const likely = nearest + 1;
    if (likely >= oldest + this.#long - 1 && likely <= now - this.#long) {
      this.#compareWith(ring, at, now, likely, likely);
    }
    const last = now - this.#short - (now % this.#turns);
    this.#compareWith(ring, at, now, oldest + this.#short - 1, last);
    return this.#nearest;
  }

  /**
   * Squared differences from the stretches that end at `first` to `last`, added up backwards: one pass gives all lengths,
   * and stops as soon as none can be the nearest any more.
   */
  #compareWith(ring: Float32Array, at: number, now: number, first: number, last: number): void {
    const query = this.#query;
    const mask = this.#mask;
    const oldest = Math.max(0, now - this.#points + 1);
    const newest = query[0] ?? 0;
    let [short = Infinity, middle = Infinity, long = Infinity] = this.distances;
    for (let end = last; end >= first; end -= this.#turns) {
      const start = newest - (ring[at + (end & mask)] ?? 0);
      if (start * start >= long) continue;
      const longest = Math.min(this.#long, now - end, end - oldest + 1) & -STEP;
      let distance = 0;
      for (let back = 0; back < longest;) {
        for (const step = back + STEP; back < step; back += 1) {
          const difference = (query[back] ?? 0) - (ring[at + ((end - back) & mask)] ?? 0);
          distance += difference * difference;
        }
        if (back === this.#short && distance < short) short = distance;
        if (back === this.#middle && distance < middle) middle = distance;
        if (distance >= long) break;
        if (back === this.#long) {
          long = distance;
          this.#nearest = end;
        }
      }
    }
    this.distances[0] = short;
    this.distances[1] = middle;
    this.distances[2] = long;
  }
}
