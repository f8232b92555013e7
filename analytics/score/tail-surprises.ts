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
/** Where the ordinary sizes end is looked up anew after so many, a power of two. */
const SIZES_BETWEEN_LOOKS = 64;
/** Even where almost all sizes are 0, these are no surprise. */
const LEAST_SIZE = 1e-45;

/** The size of what cannot be measured yet: it is no surprise, and nothing is learned from it. */
export const UNKNOWN = -1;

const QUARTER_BITS = 21;
const QUARTER = 2 ** QUARTER_BITS;

const SIZES = 0;
/** Its quarter octave is that of the last bin. */
const LARGEST = 1;
const FIELDS = 2;

/**
 * How rare a size is in its own past: -log10 of the share of earlier sizes that were as large. The past is a histogram of
 * quarter octaves, 10 octaves deep below the largest size; beyond the largest, the tail is continued as a Pareto tail with
 * Hill's index, so that records keep getting rarer. No scale is assumed: sizes in any unit give the same surprise.
 */
export class TailSurprises {
  /** The sizes of a row, at least 0 or unknown, one a measure; written before `update`. */
  readonly sizes: Float32Array;
  /** The sizes as bits: exponent and leading digits in one are a logarithm in quarter octaves, linear within each. */
  readonly #bits: Int32Array;
  readonly #countsAt: number;
  /** One a measure, beside each other: smaller sizes are no surprise. */
  readonly #ordinaryAt: number;
  readonly #fieldsAt: number;
  readonly #number = new Float32Array(1);
  readonly #numberBits = new Int32Array(this.#number.buffer);

  constructor(layout: SlotLayout, measures: number) {
    this.sizes = new Float32Array(measures);
    this.#bits = new Int32Array(this.sizes.buffer);
    this.#countsAt = layout.takeCounts(BINS * measures);
    this.#ordinaryAt = layout.takeNarrow(measures);
    this.#fieldsAt = layout.takeNarrow(FIELDS * measures);
  }

  /**
   * Judges the sizes of measures `first` to `end - 1` by their past, which they then join as `weight` sizes each, or not at all
   * when it is 0 and they are ordinary. Returns the sum of the fourth powers of their surprises in powers of ten.
   * `rows`: how many rows a size stands for. A record counts fully by how far it is beyond the last one once `settledRows` rows
   * are known. `rareWeight`: how many sizes one that is not ordinary stands for.
   */
  update(
    memory: SlotMemory,
    first: number,
    end: number,
    weight: number,
    rows: number,
    settledRows: number,
    rareWeight = 1,
  ): number {
    const { narrow } = memory;
    const ordinaryAt = memory.narrowBase + this.#ordinaryAt;
    let fourthPowers = 0;
    for (let measure = first; measure < end; measure += 1) {
      const size = this.sizes[measure] ?? 0;
      const isOrdinary = size < (narrow[ordinaryAt + measure] ?? 0);
      if (size < 0 || (isOrdinary && weight === 0)) continue;
      if (!isOrdinary) {
        const surprise = this.#surprise(memory, measure, rows, settledRows);
        fourthPowers += surprise * surprise * surprise * surprise;
      }
      this.#learn(memory, measure, weight, isOrdinary ? weight : rareWeight);
    }
    return fourthPowers;
  }

  /** The same, without learning anything. */
  judge(memory: SlotMemory, first: number, end: number, rows: number, settledRows: number): number {
    const { narrow } = memory;
    const ordinaryAt = memory.narrowBase + this.#ordinaryAt;
    let fourthPowers = 0;
    for (let measure = first; measure < end; measure += 1) {
      if ((this.sizes[measure] ?? 0) < (narrow[ordinaryAt + measure] ?? 0) || (this.sizes[measure] ?? 0) < 0) continue;
      const surprise = this.#surprise(memory, measure, rows, settledRows);
      fourthPowers += surprise * surprise * surprise * surprise;
    }
    return fourthPowers;
  }

  /** Begins anew with measures `first` to `end - 1`. */
  forget({ counts, countsBase, narrow, narrowBase }: SlotMemory, first: number, end: number): void {
    const countsAt = countsBase + this.#countsAt;
    const fieldsAt = narrowBase + this.#fieldsAt;
    counts.fill(0, countsAt + first * BINS, countsAt + end * BINS);
    narrow.fill(0, fieldsAt + first * FIELDS, fieldsAt + end * FIELDS);
    narrow.fill(0, narrowBase + this.#ordinaryAt + first, narrowBase + this.#ordinaryAt + end);
  }

  #surprise(memory: SlotMemory, measure: number, rows: number, settledRows: number): number {
    const { counts, narrow } = memory;
    const countsAt = memory.countsBase + this.#countsAt + measure * BINS;
    const fieldsAt = memory.narrowBase + this.#fieldsAt + measure * FIELDS;
    const sizes = narrow[fieldsAt + SIZES] ?? 0;
    if (sizes * rows < MIN_SIZES) return 0;
    const size = this.sizes[measure] ?? 0;
    const largest = narrow[fieldsAt + LARGEST] ?? 0;
    if (size > largest) {
      const beyond = largest > 0 ? tailIndex(counts, countsAt, sizes) * Math.log10(size / largest) : MAX_BEYOND_RECORD;
      const settled = Math.min(1, (sizes * rows) / settledRows);
      return Math.log10(sizes * rows + 2) + settled * Math.min(MAX_BEYOND_RECORD, beyond);
    }
    const position = (this.#bits[measure] ?? 0) / QUARTER - this.#quarterOf(largest) + BINS - 1;
    const bin = Math.max(-1, Math.floor(position));
    let larger = 0;
    for (let above = BINS - 1; above > bin; above -= 1) larger += counts[countsAt + above] ?? 0;
    if (bin >= 0) larger += (counts[countsAt + bin] ?? 0) * (1 - (position - bin));
    return larger <= ORDINARY_SHARE * sizes ? -Math.log10((larger * rows + 1) / (sizes * rows + 2)) : 0;
  }

  /** `known` more sizes are known, of which so many like this one are counted. */
  #learn(memory: SlotMemory, measure: number, known: number, counted: number): void {
    const { counts, narrow } = memory;
    const countsAt = memory.countsBase + this.#countsAt + measure * BINS;
    const fieldsAt = memory.narrowBase + this.#fieldsAt + measure * FIELDS;
    const size = this.sizes[measure] ?? 0;
    const former = narrow[fieldsAt + LARGEST] ?? 0;
    if (size > former) {
      const raised = this.#quarterOf(size) - this.#quarterOf(former);
      if (former > 0 && raised > 0) raiseTop(counts, countsAt, raised);
      narrow[fieldsAt + LARGEST] = size;
    }
    const before = narrow[fieldsAt + SIZES] ?? 0;
    narrow[fieldsAt + SIZES] = before + known;
    const top = this.#quarterOf(Math.max(size, former));
    const bin = ((this.#bits[measure] ?? 0) >> QUARTER_BITS) - top + BINS - 1;
    const at = countsAt + Math.max(0, Math.min(BINS - 1, bin));
    const isOrdinary = size < (narrow[memory.narrowBase + this.#ordinaryAt + measure] ?? 0);
    const count = (counts[at] ?? 0) + counted;
    if (count <= MAX_COUNT) counts[at] = count;
    else if (!isOrdinary) halve(counts, countsAt, narrow, fieldsAt);
    if (((before + known) ^ before) >= SIZES_BETWEEN_LOOKS) this.#lookAtOrdinary(memory, measure, countsAt, fieldsAt);
  }

  #lookAtOrdinary(
    { counts, narrow, narrowBase }: SlotMemory,
    measure: number,
    countsAt: number,
    fieldsAt: number,
  ): void {
    const bin = ordinaryBin(counts, countsAt, narrow[fieldsAt + SIZES] ?? 0);
    const quarter = bin - (BINS - 1) + this.#quarterOf(narrow[fieldsAt + LARGEST] ?? 0);
    this.#numberBits[0] = bin === 0 ? 0 : Math.max(0, quarter) * QUARTER;
    narrow[narrowBase + this.#ordinaryAt + measure] = Math.max(LEAST_SIZE, this.#number[0] ?? 0);
  }

  /** The quarter octave that a size is in. */
  #quarterOf(size: number): number {
    this.#number[0] = size;
    return (this.#numberBits[0] ?? 0) >> QUARTER_BITS;
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
