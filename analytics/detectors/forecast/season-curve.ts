/** Points of a curve that are further apart than so many scales are a jump, not a slope: anywhere between them is expected. */
const JUMP_SCALES = 4;

/**
 * A closed curve through equally spaced points, one a slot of a season, each NaN until it is known. `position` is in
 * slots: a point stands in the middle of its slot.
 */
export class SeasonCurve {
  readonly points: number;
  lower = 0;
  upper = 0;
  /** Share of the upper neighbour. */
  share = 0;
  /** The height last asked for was that of the target itself: within a jump the curve says nothing. */
  isOpen = false;
  /** How high the curve jumps there; 0 where it does not. */
  jump = 0;

  constructor(points: number) {
    this.points = points;
  }

  /** The two neighbours of a position. */
  seek(position: number): void {
    const shifted = position - 0.5;
    const floor = Math.floor(shifted);
    this.share = shifted - floor;
    this.lower = floor < 0 ? floor + this.points : floor >= this.points ? floor - this.points : floor;
    this.upper = this.lower + 1 === this.points ? 0 : this.lower + 1;
  }

  /** Height at the position last sought; where the curve jumps, the height within the jump that is nearest to `target`. */
  at(table: Float32Array, base: number, target: number, scale: number): number {
    this.isOpen = false;
    this.jump = 0;
    const one = table[base + this.lower] ?? NaN;
    const other = table[base + this.upper] ?? NaN;
    if (Number.isNaN(one)) return other;
    if (Number.isNaN(other)) return one;
    const rise = other - one;
    if (Math.abs(rise) > JUMP_SCALES * scale) {
      const least = rise > 0 ? one : other;
      const most = rise > 0 ? other : one;
      this.jump = most - least;
      this.isOpen = target > least && target < most;
      return target < least ? least : target > most ? most : target;
    }
    return one + this.share * rise;
  }

  /** Moves the point whose slot was last sought; one not known yet starts at `start`. */
  learn(table: Float32Array, base: number, step: number, start: number): void {
    const own = base + (this.share < 0.5 ? this.lower : this.upper);
    const height = table[own] ?? NaN;
    table[own] = Number.isNaN(height) ? start : height + step;
  }
}
