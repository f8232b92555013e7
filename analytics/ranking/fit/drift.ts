import { sigmoid, type Labels } from '../models/model.ts';

/** As if so much curvature had been seen that nothing has drifted. */
const FAITH = 8;
const BLOCKS = 10;
const FIRST_JUDGED_BLOCK = 3;
/** Memories tried, as shares of the time that the training file spans. */
const SPAN_SHARES = [1 / 2, 1 / 4, 1 / 8] as const;
const LEAST_GAIN_NATS = 1;

/**
 * How far true events have lately become more or less frequent than the models say: one shift of the log-odds, moved by each
 * closing by the inverse of what is known, which fades.
 */
export class Drift {
  shift = 0;
  readonly #halfLifeSeconds: number;
  #known = 0;
  #lastSeconds = -Infinity;

  /** Infinity remembers everything equally. */
  constructor(halfLifeSeconds: number) {
    this.#halfLifeSeconds = halfLifeSeconds;
  }

  get halfLifeSeconds(): number {
    return this.#halfLifeSeconds;
  }

  /** `logOdds` are those before the shift. */
  learn(timeSeconds: number, logOdds: number, label: number, weight: number): void {
    const passed = Math.max(0, timeSeconds - this.#lastSeconds);
    if (Number.isFinite(passed)) this.#known *= 2 ** (-passed / this.#halfLifeSeconds);
    this.#lastSeconds = Math.max(this.#lastSeconds, timeSeconds);
    const probability = sigmoid(logOdds + this.shift);
    this.#known += weight * probability * (1 - probability);
    this.shift += (weight * (label - probability)) / (this.#known + FAITH);
  }
}

/**
 * The memory that would have predicted the later blocks of held-out events best, each block judged by what was closed before it.
 * Without a clear winner nothing is taken to drift.
 */
export function chooseDrift(times: Float64Array, logOdds: Float64Array, labels: Labels): Drift | undefined {
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  if (!(span > 0)) return undefined;
  let best = lossWith(times, logOdds, labels, undefined) - LEAST_GAIN_NATS;
  let chosen: number | undefined;
  for (const share of SPAN_SHARES) {
    const loss = lossWith(times, logOdds, labels, share * span);
    if (loss >= best) continue;
    best = loss;
    chosen = share * span;
  }
  if (chosen === undefined) return undefined;
  const drift = new Drift(chosen);
  learnAll(drift, times, logOdds, labels, 0, times.length);
  return drift;
}

function lossWith(times: Float64Array, logOdds: Float64Array, labels: Labels, halfLife: number | undefined): number {
  const drift = new Drift(halfLife ?? Infinity);
  let loss = 0;
  for (let block = 0; block < BLOCKS; block++) {
    const [from, to] = [block, block + 1].map((each) => Math.floor((each * times.length) / BLOCKS));
    if (from === undefined || to === undefined) continue;
    const shift = halfLife === undefined ? 0 : drift.shift;
    if (block >= FIRST_JUDGED_BLOCK)
      for (let row = from; row < to; row++) {
        const wrong = ((logOdds[row] ?? 0) + shift) * (labels.labels[row] === 1 ? -1 : 1);
        loss += (labels.weights[row] ?? 0) * (wrong > 30 ? wrong : Math.log1p(Math.exp(wrong)));
      }
    learnAll(drift, times, logOdds, labels, from, to);
  }
  return loss;
}

function learnAll(drift: Drift, times: Float64Array, logOdds: Float64Array, labels: Labels, from: number, to: number) {
  for (let row = from; row < to; row++)
    drift.learn(times[row] ?? 0, logOdds[row] ?? 0, labels.labels[row] ?? 0, labels.weights[row] ?? 0);
}
