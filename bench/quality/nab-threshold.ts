import type { NabSeries } from './nab-corpus.ts';
import { probationRows, rowWorth, type NabProfile, type RowWorth } from './nab-rules.ts';

/** A series and one score a row; a higher score is more anomalous, NaN says nothing. */
export interface ScoredSeries {
  readonly series: NabSeries;
  readonly scores: ArrayLike<number>;
}

/** What all detections at or above a threshold are worth. */
export interface ThresholdResult {
  readonly threshold: number;
  readonly raw: number;
  readonly windows: number;
  readonly windowsHit: number;
  readonly falsePositiveRows: number;
}

interface Candidate {
  readonly score: number;
  readonly series: number;
  readonly worth: RowWorth;
}

/** The threshold, of all scores that occur, with the highest raw total over these series. */
export function bestThreshold(scored: readonly ScoredSeries[], profile: NabProfile): ThresholdResult {
  let best: ThresholdResult | undefined;
  for (const result of thresholdResults(scored, profile)) {
    if (best === undefined || result.raw > best.raw) best = result;
  }
  return best ?? resultAtThreshold(scored, profile, Infinity);
}

/** What one given threshold is worth over these series. */
export function resultAtThreshold(
  scored: readonly ScoredSeries[],
  profile: NabProfile,
  threshold: number,
): ThresholdResult {
  const tally = new Tally(scored, profile);
  for (const candidate of candidates(scored)) {
    if (candidate.score >= threshold) tally.add(candidate);
  }
  return tally.resultAt(threshold);
}

/** The result at infinity, and at each score that occurs, downwards. */
function* thresholdResults(scored: readonly ScoredSeries[], profile: NabProfile): Generator<ThresholdResult> {
  const tally = new Tally(scored, profile);
  yield tally.resultAt(Infinity);
  const sorted = candidates(scored).sort((left, right) => right.score - left.score);
  for (const [index, candidate] of sorted.entries()) {
    tally.add(candidate);
    if (sorted[index + 1]?.score !== candidate.score) yield tally.resultAt(candidate.score);
  }
}

/** The rows behind probation with a score above zero: at zero a detector says that nothing is wrong. */
function candidates(scored: readonly ScoredSeries[]): Candidate[] {
  const all: Candidate[] = [];
  for (const [index, { series, scores }] of scored.entries()) {
    for (let row = probationRows(series.values.length); row < series.values.length; row += 1) {
      const score = scores[row] ?? NaN;
      if (score > 0) all.push({ score, series: index, worth: rowWorth(row, series.windows) });
    }
  }
  return all;
}

class Tally {
  readonly #profile: NabProfile;
  readonly #bestHits: number[][];
  readonly #windows: number;
  #raw: number;
  #windowsHit = 0;
  #falsePositiveRows = 0;

  constructor(scored: readonly ScoredSeries[], profile: NabProfile) {
    this.#profile = profile;
    this.#bestHits = scored.map(() => []);
    this.#windows = countWindows(scored);
    this.#raw = -profile.missWeight * this.#windows;
  }

  add({ series, worth }: Candidate): void {
    if (worth.kind === 'falsePositive') {
      this.#raw += worth.worth * this.#profile.falsePositiveWeight;
      this.#falsePositiveRows += 1;
      return;
    }
    const bestHits = this.#bestHits[series] ?? [];
    const known = bestHits[worth.window];
    if (known === undefined) {
      this.#windowsHit += 1;
      this.#raw += this.#profile.missWeight + worth.worth * this.#profile.hitWeight;
      bestHits[worth.window] = worth.worth;
    } else if (worth.worth > known) {
      this.#raw += (worth.worth - known) * this.#profile.hitWeight;
      bestHits[worth.window] = worth.worth;
    }
  }

  resultAt(threshold: number): ThresholdResult {
    return {
      threshold,
      raw: this.#raw,
      windows: this.#windows,
      windowsHit: this.#windowsHit,
      falsePositiveRows: this.#falsePositiveRows,
    };
  }
}

function countWindows(scored: readonly ScoredSeries[]): number {
  return scored.reduce((sum, { series }) => sum + series.windows.length, 0);
}
