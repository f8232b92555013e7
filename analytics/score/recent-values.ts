/** A power of two, so that a row finds its place by masking. */
const ROWS = 1024;

/** The last 1,024 values of a series, relative to its first. */
export class RecentValues {
  readonly #ring = new Float64Array(ROWS);
  readonly #moments: MovingMoments[] = [];
  #anchor = NaN;
  #rows = 0;

  get rows(): number {
    return this.#rows;
  }

  /** Moments of the `rows` values that ended `lag` rows ago, kept up to date from here on. */
  moments(rows: number, lag = 0): MovingMoments {
    const moments = new MovingMoments(rows, lag);
    this.#moments.push(moments);
    return moments;
  }

  /** A straight line over missing rows, up to where `value` follows: what went on unseen then looks like no jump. */
  bridge(missingRows: number, value: number): void {
    if (this.#rows === 0) return;
    const start = this.at(0) + this.#anchor;
    const slope = (value - start) / (missingRows + 1);
    for (let row = 1; row <= missingRows; row += 1) this.push(start + row * slope);
  }

  push(value: number): void {
    if (this.#rows === 0) this.#anchor = value;
    this.#ring[this.#rows & (ROWS - 1)] = value - this.#anchor;
    this.#rows += 1;
    const exact = (this.#rows & (ROWS - 1)) === 0;
    for (const moments of this.#moments) {
      if (exact) moments.sumUp(this);
      else moments.move(this);
    }
  }

  /** The value `lag` rows ago, relative to the first; 0 before the first. */
  at(lag: number): number {
    return this.#ring[(this.#rows - 1 - lag) & (ROWS - 1)] ?? 0;
  }
}

/** Mean and standard deviation of a window that moves with the rows; summed anew every 1,024 rows, so errors never pile up. */
class MovingMoments {
  readonly #window: number;
  readonly #lag: number;
  #count = 0;
  #sum = 0;
  #squares = 0;

  constructor(window: number, lag: number) {
    this.#window = window;
    this.#lag = lag;
  }

  get full(): boolean {
    return this.#count === this.#window;
  }

  get mean(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }

  get deviation(): number {
    if (this.#count === 0) return 0;
    return Math.sqrt(Math.max(0, this.#squares / this.#count - this.mean ** 2));
  }

  move(values: RecentValues): void {
    if (values.rows <= this.#lag) return;
    this.#add(values.at(this.#lag), 1);
    if (values.rows > this.#lag + this.#window) this.#add(values.at(this.#lag + this.#window), -1);
  }

  sumUp(values: RecentValues): void {
    this.#count = 0;
    this.#sum = 0;
    this.#squares = 0;
    const end = Math.min(values.rows, this.#lag + this.#window);
    for (let lag = this.#lag; lag < end; lag += 1) this.#add(values.at(lag), 1);
  }

  #add(value: number, times: 1 | -1): void {
    this.#count += times;
    this.#sum += times * value;
    this.#squares += times * value * value;
  }
}
