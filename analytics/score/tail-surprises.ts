import type { SlotLayout, SlotMemory } from './slot-memory.ts';

const BINS = 40;
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
const MAX_COUNT = 65_535;
/** Where the ordinary sizes end is looked up anew after so many. */
const SIZES_BETWEEN_LOOKS = 32;

/** The size of what cannot be measured yet: it is no surprise, and nothing is learned from it. */
export const UNKNOWN = -1;

const QUARTER_BITS = 21;
const QUARTER = 2 ** QUARTER_BITS;

const SIZES = 0;
const LARGEST = 1;
/** The quarter octave of the last bin. */
const TOP = 2;
/** Sizes in bins below this one are no surprise. */
const ORDINARY = 3;
const FIELDS = 4;

/**
 * How rare a size is in its own past: -log10 of the share of earlier sizes that were as large. The past is a histogram of
 * quarter octaves, 10 octaves deep below the largest size; beyond the largest, the tail is continued as a Pareto tail with
 * Hill's index, so that records keep getting rarer. No scale is assumed: sizes in any unit give the same surprise.
 */
export class TailSurprises {
  /** The sizes of a row, at least 0 or unknown, one a measure; written before `update`. */
  readonly sizes: Float32Array;
  /** How surprising each of them was, in powers of ten. */
  readonly surprises: Float64Array;
  /** The sizes as bits: exponent and leading digits in one are a logarithm in quarter octaves, linear within each. */
  readonly #bits: Int32Array;
  readonly #countsAt: number;
  readonly #fieldsAt: number;

  constructor(layout: SlotLayout, measures: number) {
    this.sizes = new Float32Array(measures);
    this.surprises = new Float64Array(measures);
    this.#bits = new Int32Array(this.sizes.buffer);
    this.#countsAt = layout.takeCounts(BINS * measures);
    this.#fieldsAt = layout.takeNarrow(FIELDS * measures);
  }

  /**
   * Judges the sizes of measures `first` to `end - 1` by their past, which they then join. `rows`: how many rows a size stands
   * for. A record counts fully by how far it is beyond the last one once `settledRows` rows are known.
   */
  update(memory: SlotMemory, first: number, end: number, rows: number, settledRows: number): void {
    const { counts, narrow } = memory;
    for (let measure = first; measure < end; measure += 1) {
      const countsAt = memory.countsBase + this.#countsAt + measure * BINS;
      const fieldsAt = memory.narrowBase + this.#fieldsAt + measure * FIELDS;
      const size = this.sizes[measure] ?? 0;
      const bin = ((this.#bits[measure] ?? 0) >> QUARTER_BITS) - (narrow[fieldsAt + TOP] ?? 0) + BINS - 1;
      const isRecord = size > (narrow[fieldsAt + LARGEST] ?? 0);
      this.surprises[measure] = 0;
      if (size < 0) continue;
      if (isRecord || bin >= (narrow[fieldsAt + ORDINARY] ?? 0)) {
        this.#judge(memory, measure, countsAt, fieldsAt, rows, settledRows);
        if (isRecord) this.#raise(memory, measure, countsAt, fieldsAt);
      }
      const sizes = (narrow[fieldsAt + SIZES] ?? 0) + 1;
      narrow[fieldsAt + SIZES] = sizes;
      const at = countsAt + Math.max(0, Math.min(BINS - 1, bin));
      const count = counts[at] ?? 0;
      if (count < MAX_COUNT) counts[at] = count + 1;
      else if (bin > (narrow[fieldsAt + ORDINARY] ?? 0)) halve(counts, countsAt, narrow, fieldsAt);
      if ((sizes & (SIZES_BETWEEN_LOOKS - 1)) === 0) narrow[fieldsAt + ORDINARY] = ordinaryBin(counts, countsAt, sizes);
    }
  }

  /** Begins anew with measures `first` to `end - 1`. */
  forget({ counts, countsBase, narrow, narrowBase }: SlotMemory, first: number, end: number): void {
    const countsAt = countsBase + this.#countsAt;
    const fieldsAt = narrowBase + this.#fieldsAt;
    counts.fill(0, countsAt + first * BINS, countsAt + end * BINS);
    narrow.fill(0, fieldsAt + first * FIELDS, fieldsAt + end * FIELDS);
  }

  #judge(
    { counts, narrow }: SlotMemory,
    measure: number,
    countsAt: number,
    fieldsAt: number,
    rows: number,
    settledRows: number,
  ): void {
    const sizes = narrow[fieldsAt + SIZES] ?? 0;
    if (sizes * rows < MIN_SIZES) return;
    const size = this.sizes[measure] ?? 0;
    const largest = narrow[fieldsAt + LARGEST] ?? 0;
    if (size > largest) {
      const beyond = largest > 0 ? tailIndex(counts, countsAt, sizes) * Math.log10(size / largest) : MAX_BEYOND_RECORD;
      const settled = Math.min(1, (sizes * rows) / settledRows);
      this.surprises[measure] = Math.log10(sizes * rows + 2) + settled * Math.min(MAX_BEYOND_RECORD, beyond);
      return;
    }
    const position = (this.#bits[measure] ?? 0) / QUARTER - (narrow[fieldsAt + TOP] ?? 0) + BINS - 1;
    const bin = Math.floor(position);
    let larger = 0;
    for (let above = BINS - 1; above > bin; above -= 1) larger += counts[countsAt + above] ?? 0;
    if (bin >= 0) larger += (counts[countsAt + bin] ?? 0) * (1 - (position - bin));
    if (larger <= ORDINARY_SHARE * sizes)
      this.surprises[measure] = -Math.log10((larger * rows + 1) / (sizes * rows + 2));
  }

  #raise({ counts, narrow }: SlotMemory, measure: number, countsAt: number, fieldsAt: number): void {
    const quarter = (this.#bits[measure] ?? 0) >> QUARTER_BITS;
    const raised = quarter - (narrow[fieldsAt + TOP] ?? 0);
    if (raised > 0) {
      if ((narrow[fieldsAt + LARGEST] ?? 0) > 0) raiseTop(counts, countsAt, raised);
      narrow[fieldsAt + TOP] = quarter;
      narrow[fieldsAt + ORDINARY] = Math.max(0, (narrow[fieldsAt + ORDINARY] ?? 0) - raised);
    }
    narrow[fieldsAt + LARGEST] = this.sizes[measure] ?? 0;
  }
}

/** Hill's estimate from the largest sizes: the inverse of their mean log excess over the smallest of them. */
function tailIndex(counts: Uint16Array, countsAt: number, sizes: number): number {
  const wanted = Math.max(MIN_TAIL_SIZES, sizes * TAIL_SHARE);
  let bin = BINS - 1;
  let inTail = 0;
  for (; bin > 0 && inTail < wanted; bin -= 1) inTail += counts[countsAt + bin] ?? 0;
  if (bin === 0) return DEFAULT_TAIL_INDEX;
  let logExcess = 0;
  for (let above = BINS - 1; above > bin; above -= 1)
    logExcess += (counts[countsAt + above] ?? 0) * (above - bin - 0.5);
  const index = (inTail * BINS_PER_OCTAVE) / (logExcess * Math.LN2);
  return Math.min(MAX_TAIL_INDEX, Math.max(1, index));
}

function raiseTop(counts: Uint16Array, countsAt: number, quarters: number): void {
  const shift = Math.min(quarters, BINS);
  let merged = 0;
  for (let bin = 0; bin <= Math.min(shift, BINS - 1); bin += 1) merged += counts[countsAt + bin] ?? 0;
  const end = countsAt + BINS;
  counts.copyWithin(countsAt, countsAt + shift, end);
  counts.fill(0, end - shift, end);
  counts[countsAt] = Math.min(MAX_COUNT, merged);
}

/** The bin down to which the tail holds more than the ordinary share. What is ordinary may be more than a bin can count. */
function ordinaryBin(counts: Uint16Array, countsAt: number, sizes: number): number {
  let larger = 0;
  for (let bin = BINS - 1; bin > 0; bin -= 1) {
    const count = counts[countsAt + bin] ?? 0;
    larger += count;
    if (larger > ORDINARY_SHARE * sizes || count === MAX_COUNT) return bin;
  }
  return 0;
}

/** What is rare stays known: a count never falls to 0. */
function halve(counts: Uint16Array, countsAt: number, narrow: Float32Array, fieldsAt: number): void {
  for (let at = countsAt; at < countsAt + BINS; at += 1) counts[at] = ((counts[at] ?? 0) + 1) >> 1;
  narrow[fieldsAt + SIZES] = Math.round((narrow[fieldsAt + SIZES] ?? 0) / 2);
}
