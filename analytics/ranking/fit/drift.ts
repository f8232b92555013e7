import { sigmoid, type Labels } from '../models/model.ts';

/** As if so much curvature had been seen that nothing has drifted. */
const FAITH = 3;
/** A closing weighs half after this share of the time that the training file spans. */
const MEMORY_SHARE = 1 / 4;

/** What it is at the moment; as plain data it can be kept. */
export interface DriftParts {
  readonly shift: number;
  readonly halfLifeSeconds: number;
  readonly known: number;
  readonly lastSeconds: number;
}

/**
 * How far true events have lately become more or less frequent than the models say: one shift of the log-odds, moved by each
 * closing by the inverse of what is known, which fades.
 */
export class Drift {
  shift = 0;
  readonly #halfLifeSeconds: number;
  #known = FAITH;
  #lastSeconds = -Infinity;

  constructor(halfLifeSeconds: number) {
    this.#halfLifeSeconds = halfLifeSeconds;
  }

  static from({ shift, halfLifeSeconds, known, lastSeconds }: DriftParts): Drift {
    const drift = new Drift(halfLifeSeconds);
    drift.shift = shift;
    drift.#known = known;
    drift.#lastSeconds = lastSeconds;
    return drift;
  }

  get parts(): DriftParts {
    return {
      shift: this.shift,
      halfLifeSeconds: this.#halfLifeSeconds,
      known: this.#known,
      lastSeconds: this.#lastSeconds,
    };
  }

  /** No shift, but as much known as closings with these calibrated log-odds tell. `times` are sorted. */
  static settled(times: Float64Array, logOdds: Float64Array, labels: Labels): Drift | undefined {
    const spanSeconds = (times.at(-1) ?? 0) - (times[0] ?? 0);
    if (!(spanSeconds > 0)) return undefined;
    const drift = new Drift(MEMORY_SHARE * spanSeconds);
    for (let row = 0; row < times.length; row++)
      drift.#remember(times[row] ?? 0, sigmoid(logOdds[row] ?? 0), labels.weights[row] ?? 0);
    return drift;
  }

  /** `logOdds` are those before the shift. */
  learn(timeSeconds: number, logOdds: number, label: number): void {
    const probability = sigmoid(logOdds + this.shift);
    this.#remember(timeSeconds, probability, 1);
    this.shift += (label - probability) / this.#known;
  }

  #remember(timeSeconds: number, probability: number, weight: number): void {
    const passed = Math.max(0, timeSeconds - this.#lastSeconds);
    if (Number.isFinite(passed)) this.#known = FAITH + (this.#known - FAITH) * 2 ** (-passed / this.#halfLifeSeconds);
    this.#lastSeconds = Math.max(this.#lastSeconds, timeSeconds);
    this.#known += weight * probability * (1 - probability);
  }
}
