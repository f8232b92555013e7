import type { Feature } from './feature.ts';
import { Drift } from './fit/drift.ts';
import type { KeyedRow } from './past/row-keys.ts';
import { wordsOf } from './past/words.ts';
import type { CompanyView } from './past/company-view.ts';
import { RateBook } from './rates/rate-book.ts';

/** One in ten is true until closings say otherwise. */
const USUAL_LOG_ODDS = Math.log(0.1 / 0.9);
const RATE_STRENGTH = 10;
const MOST_FOR_COMPANY = 2;
const FOR_A_SENSOR_NEAR = 0.75;
const FOR_A_SENSOR_IN_TEN_MINUTES = 0.25;
const FOR_RARITY = 0.2;
const MOST_FOR_RARITY = 1;
const DRIFT_HALF_LIFE_SECONDS = 30 * 86_400;

/** What words in a type usually mean for its being true and grave; the first that matches counts. */
const WORDS: readonly (readonly [RegExp, number])[] = [
  [/^(test|maintenance|info|information|debug|heartbeat|ok|restored?|update)$/u, -2],
  [/^(fire|smoke|holdup|hold|duress|panic|robbery|man|fall|cardiac|attack|exploit|escalation)$/u, 1.5],
  [/^(intrusion|burglary|burg|breakin|forced|glass|scan|brute)$/u, 0.75],
  [/^(tamper|sabotage|critical|severe)$/u, 0.5],
  [/^(battery|comm|communication|offline|silent|trouble|fault|technical)$/u, -1],
];

/**
 * Ranks before enough events were closed to learn from: by what the words of the type mean, how many independent detectors
 * agree, how rare the signal is, and the true rates of what has been closed so far.
 */
export class ColdStart {
  readonly features: readonly Feature[];
  readonly #context: readonly Feature[];
  readonly #book: RateBook;
  readonly #drift = new Drift(DRIFT_HALF_LIFE_SECONDS);

  constructor(context: readonly Feature[], wordColumns: readonly string[], originSeconds: number) {
    const families = new RateBook(wordColumns, new Float64Array(0), originSeconds).keyedCount;
    this.#book = new RateBook(wordColumns, new Float64Array(families).fill(RATE_STRENGTH), originSeconds);
    this.#context = context;
    this.features = [...context, ...this.#book.features];
  }

  writeRates(row: KeyedRow, company: CompanyView, nowSeconds: number, out: Float64Array, at: number): void {
    this.#book.write(row, company, nowSeconds, out, at);
  }

  /** Adds to `out` what each feature contributes to the log-odds; returns the rest. */
  explain(values: Float64Array, out: Float64Array, type: string): number {
    for (const [index, { name }] of this.features.entries()) out[index] = ruled(name, values[index] ?? NaN);
    const typeRate = this.#context.length;
    out[typeRate] = (out[typeRate] ?? 0) + severityOf(type);
    return USUAL_LOG_ODDS + this.#drift.shift;
  }

  learn(row: KeyedRow, logOdds: number, label: 0 | 1): void {
    this.#book.learn(row, label);
    this.#drift.learn(row.timeSeconds, logOdds - this.#drift.shift, label);
  }
}

function ruled(name: string, value: number): number {
  if (Number.isNaN(value)) return 0;
  switch (name) {
    case 'other sensors in 60 s':
      return Math.min(MOST_FOR_COMPANY, FOR_A_SENSOR_NEAR * value);
    case 'other sensors in 10 min':
      return Math.min(MOST_FOR_COMPANY, FOR_A_SENSOR_IN_TEN_MINUTES * value);
    case 'rarity of type at site':
      return Math.min(MOST_FOR_RARITY, FOR_RARITY * value);
    case 'true rate of type':
    case 'true rate of sensor':
    case 'true rate of site':
      return value;
    default:
      return 0;
  }
}

/** How grave the words of a type sound, whatever was learned; 0 where they say nothing. */
export function severityOf(type: string): number {
  for (const word of wordsOf(type)) {
    const found = WORDS.find(([pattern]) => pattern.test(word));
    if (found !== undefined) return found[1];
  }
  return 0;
}
