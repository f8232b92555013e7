import { F } from './record.ts';

/** Bins of a quarter octave, from one scale upwards: to 128 scales. */
export const TAIL_BINS = 28;
const BINS_PER_OCTAVE = 4;
const MEMORY_MONTHS = 2;
/** Readings beyond the edge that are put up with: when the past has more, the edge moves out. */
const TOLERATED_BEYOND = 4;
/** More readings beyond a threshold than noise has, by so much, so many standard errors and so many: a heavy tail. */
const LEAST_TOLERANCE = 0.15;
const TOLERANCE_ERRORS = 3;
const COUNTED_BIN = 4;
/** The same for mean excesses, which tell more where few readings are known. */
const EXCESS_ERRORS = 2.4;
const EXCESS_BIN = 2;
const MIN_FITTED = 8;
/** So many readings tell how fast a tail falls off. */
const WELL_KNOWN = 30;
/** Where fewer readings than this share are further off than one scale, nearly all are the same. */
const SPARSE = 0.06;
const LEAST_SHAPE = 0.05;
const MOST_SHAPE = 0.45;
/** Where in its bin a reading of a tail is, on average. */
const MIDDLE = 0.43;

const floors = Float64Array.from({ length: TAIL_BINS + 1 }, (_, bin) => 2 ** (bin / BINS_PER_OCTAVE));
const middles = Float64Array.from({ length: TAIL_BINS }, (_, bin) => middle(floors[bin] ?? 0, floors[bin + 1] ?? 0));
const noiseExcesses = Float64Array.from({ length: TAIL_BINS }, (_, bin) => noiseExcess(bin));
const noiseShares = Float64Array.from({ length: TAIL_BINS }, (_, bin) => noiseShare(bin));
const tail = { count: 0, sum: 0, squares: 0, shape: 0.1, spread: 1 };

/** The deviation that noise exceeds, either way, with this probability (at most 0.01), in standard deviations. */
export function gaussianEdge(probability: number): number {
  const start = -2 * Math.log(probability) - Math.log(Math.PI / 2);
  let square = start;
  for (let round = 0; round < 4; round += 1) square = start - Math.log(square) - 2 / (square + 2);
  return Math.sqrt(square);
}

/** Counts a deviation, in scales. */
export function countTail(
  record: Float64Array,
  at: number,
  tails: Float32Array,
  base: number,
  deviation: number,
  rowsAMonth: number,
): void {
  const rows = (record[at + F.tailRows] ?? 0) + 1;
  record[at + F.tailRows] = rows;
  if (deviation >= 1) {
    const bin = Math.min(TAIL_BINS - 1, Math.floor(BINS_PER_OCTAVE * Math.log2(deviation)));
    tails[base + bin] = (tails[base + bin] ?? 0) + 1;
  }
  if (rows > Math.max(2 * MEMORY_MONTHS * rowsAMonth, 1000)) {
    record[at + F.tailRows] = rows / 2;
    for (let bin = 0; bin < TAIL_BINS; bin += 1) tails[base + bin] = (tails[base + bin] ?? 0) / 2;
  }
}

/**
 * Brings the edge of normal up to date, and returns it: the deviation that a reading exceeds with `probability`. Noise has the edge of a
 * Gaussian; where the largest deviations of the past go further than those of noise, a generalised Pareto tail is fitted
 * to them by its first two moments.
 */
export function refreshEdge(
  record: Float64Array,
  at: number,
  tails: Float32Array,
  base: number,
  probability: number,
): number {
  const rows = record[at + F.tailRows] ?? 0;
  const gaussian = gaussianEdge(probability);
  let edge = gaussian;
  let decade = Math.LN10 / gaussian;
  tail.count = 0;
  tail.sum = 0;
  tail.squares = 0;
  let mostBeyond = 0;
  for (let bin = TAIL_BINS - 1; bin >= 0; bin -= 1) {
    addBin(tails, base, bin);
    if (mostBeyond === 0 && tail.count > TOLERATED_BEYOND) mostBeyond = floors[bin + 1] ?? 0;
    const threshold = floors[bin] ?? 1;
    if (threshold >= gaussian || !isHeavy(bin, rows)) continue;
    fitTail(threshold);
    const growth = Math.max(1, tail.count / (rows * probability)) ** tail.shape;
    const heavy = threshold + (tail.spread * (growth - 1)) / tail.shape;
    if (heavy > edge) {
      edge = heavy;
      decade = tail.spread * growth * Math.LN10;
    }
  }
  if (tail.count < SPARSE * rows && tail.count > 0) {
    const sparse = (1 + tail.sum / tail.count) * Math.max(2, Math.log(tail.count / (rows * probability)));
    edge = Math.max(edge, sparse);
  }
  const widest = Math.max(edge, mostBeyond);
  record[at + F.edge] = widest;
  record[at + F.decade] = decade;
  return widest;
}

/** Adds a bin to the moments, which are about its floor. */
function addBin(tails: Float32Array, base: number, bin: number): void {
  const floor = floors[bin] ?? 1;
  const step = (floors[bin + 1] ?? 1) - floor;
  const inBin = tails[base + bin] ?? 0;
  const own = (middles[bin] ?? 0) - floor;
  tail.squares += 2 * step * tail.sum + step * step * tail.count + inBin * own * own;
  tail.sum += step * tail.count + inBin * own;
  tail.count += inBin;
}

/** Whether noise would hardly have so many readings from a bin upwards. */
function isHeavy(bin: number, rows: number): boolean {
  const usual = rows * (noiseShares[bin] ?? 0);
  if (bin >= COUNTED_BIN && tail.count > (1 + LEAST_TOLERANCE) * usual + TOLERANCE_ERRORS * Math.sqrt(usual) + 1.5) {
    return true;
  }
  const tolerance = Math.max(LEAST_TOLERANCE, EXCESS_ERRORS / Math.sqrt(tail.count));
  return (
    bin >= EXCESS_BIN && tail.count >= MIN_FITTED && tail.sum > (1 + tolerance) * (noiseExcesses[bin] ?? 0) * tail.count
  );
}

function fitTail(threshold: number): void {
  const observed = tail.sum / tail.count;
  const mean = tail.count < WELL_KNOWN ? Math.max(observed, threshold / 5) : observed;
  const variance = tail.squares / tail.count - observed ** 2;
  const shape = (1 - observed ** 2 / variance) / 2;
  tail.shape = shape > MOST_SHAPE ? MOST_SHAPE : shape > LEAST_SHAPE ? shape : LEAST_SHAPE;
  tail.spread = mean * (1 - tail.shape);
}

function middle(floor: number, ceiling: number): number {
  return floor + MIDDLE * (ceiling - floor);
}

/** The share of Gaussian noise, either way, from the floor of a bin upwards. */
function noiseShare(bin: number): number {
  const floor = floors[bin] ?? 0;
  const steps = 512;
  const width = 8 / floor / steps;
  let sum = 0;
  for (let step = 0; step < steps; step += 1) {
    const height = floor + (step + 0.5) * width;
    sum += Math.exp((-height * height) / 2) * width;
  }
  return sum * Math.sqrt(2 / Math.PI);
}

/** Mean excess of Gaussian noise over the floor of a bin, measured by the same bins. */
function noiseExcess(bin: number): number {
  let sum = 0;
  for (let above = bin; above < TAIL_BINS; above += 1) {
    const inBin = noiseShare(above) - (above + 1 < TAIL_BINS ? noiseShare(above + 1) : 0);
    sum += inBin * ((middles[above] ?? 0) - (floors[bin] ?? 0));
  }
  return sum / noiseShare(bin);
}
