/** Numbers a tail keeps. */
export const TAIL_BINS = 40;
const BINS_PER_OCTAVE = 4;
/** Below this many sizes a tail has no shape. */
const MIN_SIZES = 20;
/** Sizes that at least this share of the past reaches are no surprise at all. */
const ORDINARY_SHARE = 0.1;
/** The share of the largest sizes whose spread tells how fast the tail falls off. */
const TAIL_SHARE = 0.05;
const MIN_TAIL_SIZES = 5;
const DEFAULT_TAIL_INDEX = 2;
const MAX_TAIL_INDEX = 20;
/** A record is at most this many powers of ten rarer than once in the whole past. */
const MAX_BEYOND_RECORD = 3;

/**
 * How rare a size is in its own past: -log10 of the share of earlier sizes that were as large. The past is a histogram of
 * quarter octaves, 10 octaves deep below the largest size; beyond the largest, the tail is continued as a Pareto tail with
 * Hill's index, so that records keep getting rarer. No scale is assumed: sizes in any unit give the same surprise.
 */
export class TailSurprise {
  readonly #counts: Float32Array;
  readonly #offset: number;
  /** The quarter octave of the last bin. */
  #topQuarter = 0;
  #largest = 0;
  #sizes = 0;

  /** The tails of a series share one buffer, which halves their memory: this one's bins begin at `offset`. */
  constructor(counts = new Float32Array(TAIL_BINS), offset = 0) {
    this.#counts = counts;
    this.#offset = offset;
  }

  /** The surprise of `size` (≥ 0), which then joins the past. */
  update(size: number): number {
    const quarter = quarterOctave(size);
    const surprise = this.#sizes < MIN_SIZES ? 0 : this.#surprise(size, quarter);
    this.#learn(size, Math.floor(quarter));
    return surprise;
  }

  #surprise(size: number, quarter: number): number {
    if (size > this.#largest) return this.#surpriseOfRecord(size);
    const position = quarter - this.#topQuarter + TAIL_BINS - 1;
    const bin = Math.floor(position);
    const ordinary = ORDINARY_SHARE * this.#sizes;
    let larger = 0;
    for (let above = TAIL_BINS - 1; above > bin; above -= 1) {
      larger += this.#count(above);
      if (larger > ordinary) return 0;
    }
    larger += this.#count(bin) * (1 - (position - bin));
    return larger > ordinary ? 0 : -Math.log10((larger + 1) / (this.#sizes + 2));
  }

  #surpriseOfRecord(size: number): number {
    const beyond = this.#largest > 0 ? this.#tailIndex() * Math.log10(size / this.#largest) : MAX_BEYOND_RECORD;
    return Math.log10(this.#sizes + 2) + Math.min(MAX_BEYOND_RECORD, beyond);
  }

  /** Hill's estimate from the largest sizes: the inverse of their mean log excess over the smallest of them. */
  #tailIndex(): number {
    const wanted = Math.max(MIN_TAIL_SIZES, this.#sizes * TAIL_SHARE);
    let bin = TAIL_BINS - 1;
    let inTail = 0;
    for (; bin > 0 && inTail < wanted; bin -= 1) inTail += this.#count(bin);
    if (bin === 0) return DEFAULT_TAIL_INDEX;
    let logExcess = 0;
    for (let above = TAIL_BINS - 1; above > bin; above -= 1) logExcess += this.#count(above) * (above - bin - 0.5);
    const index = (inTail * BINS_PER_OCTAVE) / (logExcess * Math.LN2);
    return Math.min(MAX_TAIL_INDEX, Math.max(1, index));
  }

  #learn(size: number, quarter: number): void {
    this.#sizes += 1;
    if (size > this.#largest) {
      if (this.#largest === 0) this.#topQuarter = quarter;
      else if (quarter > this.#topQuarter) this.#raiseTop(quarter);
      this.#largest = size;
    }
    const bin = Math.max(0, quarter - this.#topQuarter + TAIL_BINS - 1);
    this.#counts[this.#offset + bin] = this.#count(bin) + 1;
  }

  #raiseTop(quarter: number): void {
    const shift = Math.min(quarter - this.#topQuarter, TAIL_BINS);
    let merged = 0;
    for (let bin = 0; bin <= Math.min(shift, TAIL_BINS - 1); bin += 1) merged += this.#count(bin);
    const end = this.#offset + TAIL_BINS;
    this.#counts.copyWithin(this.#offset, this.#offset + shift, end);
    this.#counts.fill(0, end - shift, end);
    this.#counts[this.#offset] = merged;
    this.#topQuarter = quarter;
  }

  /** Of a bin below the first: none. */
  #count(bin: number): number {
    return bin < 0 ? 0 : (this.#counts[this.#offset + bin] ?? 0);
  }
}

const bits = new DataView(new ArrayBuffer(8));
const UPPER_HALF_PER_QUARTER = 2 ** 18;

/** A logarithm in quarter octaves, linear within each: the upper half of a double is exponent and leading digits in one. */
function quarterOctave(size: number): number {
  bits.setFloat64(0, size);
  return bits.getUint32(0) / UPPER_HALF_PER_QUARTER;
}
