import { DAY, F, HOUR, RING_ROWS } from './record.ts';

export const SPIKE = 0;
const SHIFT = 1;
const DRIFT = 2;
const SPREAD = 3;
export const FORECAST_REASONS = ['spike', 'shift', 'drift', 'spread'];

const SCALE_MEMORY = 2 * DAY;
const SLOW_MEMORY = 6 * HOUR;
const SLOW_SCALE_MEMORY = 14 * DAY;
const MOST_SCALE_GAIN = 1 / 200;
const MOST_SLOW_GAIN = 1 / 12;
/** Young squares forget what was when less was known: a plain mean would be 1 and about 10. */
const YOUNG_GAIN = 2;
const YOUNG_ROWS = 40;
/** Earlier the models know too little, and before the second too few independent stretches of the slow mean are known. */
const SLOW_LEARNED_FROM = 3 * DAY;
const SLOW_FROM = 6 * DAY;
const SLOW_YOUTH = 1.25;
/** A drift must not widen what it is judged by. */
const MOST_SLOW_SQUARES = 12;
const SPREAD_ROWS = 24;
const LEAST_SPREAD = 0.02;
/** Sums of a series that overshoots are narrower than those of noise, but not without limit. */
const LEAST_SQUARE = 0.1;
/** Rises of the spread have a longer tail than means. */
const SPREAD_YOUTH = 1.15;

/** What the latest readings say together, in deviations of the series' own past. One object serves all readings. */
export class Evidence {
  sum3 = 0;
  sum12 = 0;
  slow = 0;
  spreadLog = 0;
  spread = 0;
  /** Strongest part and its score. */
  reason = SPIKE;
  score = 0;

  /** Takes the deviation of the next reading from its forecast, in scales, and from level and season. */
  push(record: Float64Array, at: number, deviation: number, lag: number, elapsed: number): void {
    const most = record[at + F.meanCut] ?? 0;
    const kept = deviation > most ? most : deviation < -most ? -most : deviation;
    // A remainder of integers: that of doubles costs ten times as much.
    const place = ((record[at + F.rows] ?? 0) | 0) % RING_ROWS;
    const ring = at + F.ring;
    const sum = (record[at + F.ringSum] ?? 0) + kept - (record[ring + place] ?? 0);
    record[ring + place] = kept;
    record[at + F.ringSum] = sum;
    const one = record[ring + (place === 0 ? RING_ROWS - 1 : place - 1)] ?? 0;
    const two = record[ring + (place < 2 ? place + RING_ROWS - 2 : place - 2)] ?? 0;
    this.sum3 = (kept + one + two) / Math.sqrt(3);
    this.sum12 = sum / Math.sqrt(RING_ROWS);
    const slow = record[at + F.slow] ?? 0;
    const keptLag = lag > most ? most : lag < -most ? -most : lag;
    this.slow = slow + Math.min(elapsed / SLOW_MEMORY, MOST_SLOW_GAIN) * (keptLag - slow);
    record[at + F.slow] = this.slow;
    const spread = record[at + F.spread] ?? 0;
    this.spread = spread + (kept * kept - spread) / SPREAD_ROWS;
    record[at + F.spread] = this.spread;
    this.spreadLog = Math.log(this.spread + LEAST_SPREAD);
  }

  /** The highest score of the parts. `size` is the deviation of this reading alone, `widening` that of a young series' edges. */
  judge(record: Float64Array, at: number, size: number, widening: number, age: number): void {
    const edge = (record[at + F.edge] ?? 0) * widening;
    const meanEdge = (record[at + F.meanEdge] ?? 0) * widening;
    this.reason = SPIKE;
    this.score = beyond(size, edge, record[at + F.decade] ?? 1);
    const decade = Math.LN10 / meanEdge;
    this.#consider(SHIFT, Math.abs(this.sum3) / Math.sqrt(record[at + F.square3] ?? 1), meanEdge, decade);
    this.#consider(SHIFT, Math.abs(this.sum12) / Math.sqrt(record[at + F.square12] ?? 1), meanEdge, decade);
    if (age > SLOW_FROM) {
      const slow = Math.abs(this.slow) / Math.sqrt(record[at + F.slowSquare] ?? 1);
      this.#consider(DRIFT, slow, meanEdge * SLOW_YOUTH, decade);
    }
    const rise =
      (this.spreadLog - (record[at + F.spreadLogMean] ?? 0)) / Math.sqrt(record[at + F.spreadLogSquare] ?? 1);
    this.#consider(SPREAD, rise, meanEdge * SPREAD_YOUTH, decade);
  }

  #consider(reason: number, size: number, edge: number, decade: number): void {
    const score = beyond(size, edge, decade);
    if (score > this.score) {
      this.score = score;
      this.reason = reason;
    }
  }

  /** A reading this far outside all earlier ones is no further out of the ordinary than that. */
  limit(record: Float64Array, at: number, outside: number, widening: number): void {
    const most = beyond(outside, (record[at + F.edge] ?? 0) * widening, record[at + F.decade] ?? 1);
    if (most < this.score) this.score = most;
  }

  learn(record: Float64Array, at: number, elapsed: number, ageMillis: number): void {
    const rows = record[at + F.rows] ?? 1;
    const gain = Math.max(YOUNG_GAIN / (rows + YOUNG_ROWS), Math.min(elapsed / SCALE_MEMORY, MOST_SCALE_GAIN));
    const most = (record[at + F.meanEdge] ?? 5) * (record[at + F.meanEdge] ?? 5);
    const isHeavy = (record[at + F.meanCut] ?? 0) < (record[at + F.edge] ?? 0);
    const least = isHeavy ? 1 : LEAST_SQUARE;
    learnSquare(record, at + F.square3, this.sum3, gain, most, least);
    learnSquare(record, at + F.square12, this.sum12, gain, most, least);
    if (ageMillis > SLOW_LEARNED_FROM) {
      const known = ageMillis - SLOW_LEARNED_FROM + SLOW_MEMORY;
      const slowGain = Math.min(MOST_SLOW_GAIN, Math.max(2 * (elapsed / known), elapsed / SLOW_SCALE_MEMORY));
      const leastSlow = Math.min(elapsed / SLOW_MEMORY, MOST_SLOW_GAIN) / 2;
      learnSquare(record, at + F.slowSquare, this.slow, slowGain, MOST_SLOW_SQUARES, leastSlow);
    }
    const mean = record[at + F.spreadLogMean] ?? 0;
    record[at + F.spreadLogMean] = mean + gain * (this.spreadLog - mean);
    learnSquare(record, at + F.spreadLogSquare, this.spreadLog - mean, gain, most, 0.01);
  }
}

/** Forgets the latest readings. */
export function clearWindows(record: Float64Array, at: number): void {
  record.fill(0, at + F.ring, at + F.ring + RING_ROWS);
  record[at + F.ringSum] = 0;
  record[at + F.slow] = 0;
  record[at + F.spread] = Math.exp(record[at + F.spreadLogMean] ?? 0);
}

export function startEvidence(record: Float64Array, at: number): void {
  record[at + F.square3] = 1;
  record[at + F.square12] = 1;
  record[at + F.slowSquare] = 0.05;
  record[at + F.spread] = 1;
  record[at + F.spreadLogSquare] = 0.1;
}

/** 1 at the edge, and two more for each ten times rarer, but no more than the distance allows. */
function beyond(size: number, edge: number, decade: number): number {
  const ratio = size / edge;
  return ratio <= 1 ? ratio : Math.min(1 + (2 * (size - edge)) / decade, 1 + ratio);
}

function learnSquare(record: Float64Array, at: number, value: number, gain: number, most: number, least: number): void {
  const square = record[at] ?? 1;
  const own = Math.min(value * value, most * square);
  const next = square + gain * (own - square);
  record[at] = next < least ? least : next;
}
