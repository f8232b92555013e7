import type { Feature, FeatureFamily } from '../feature.ts';
import type { KeyedRow } from '../past/row-keys.ts';
import type { CompanyView } from '../past/company-view.ts';
import { DayRates } from './day-rates.ts';
import { PlaceRates } from './place-rates.ts';
import { logOddsOf, RateTable, smoothedDeviation } from './rate-table.ts';

/** A disposition weighs half after so long. */
const HALF_LIFE_SECONDS = 180 * 86_400;
const MOST_HALF_LIVES = 900;
const WORD_STRENGTH = 20;
const ALL_TYPES = 0;
const NEAR_SECONDS = 60;
const MIDDLE_SECONDS = 600;
const LONG_SECONDS = 1800;

const rateOf = (what: string, reason: string, family: FeatureFamily = 'true-rates'): Feature => ({
  name: `true rate of ${what}`,
  family,
  reason,
});

const KEYED: readonly Feature[] = [
  rateOf('type', 'how often this type is true'),
  rateOf('site', 'how often this site is true'),
  rateOf('sensor', 'how often this sensor is true'),
  rateOf('type at sensor', 'how often this sensor is true'),
  rateOf('name cluster', 'how often sensors with such names are true', 'names'),
  rateOf('places within 250 m', 'how often this neighbourhood is true'),
  rateOf('places within 1 km', 'how often this neighbourhood is true'),
  rateOf('time of day', 'how often this time of day is true'),
  rateOf('type at time of day', 'how often this time of day is true'),
];
const TYPE = 0;

const COMPANY = 'other signals of the site just before';

const COMBINED: readonly Feature[] = [
  rateOf('sensor words', 'how often sensors with such names are true', 'names'),
  rateOf('type words', 'how often this type is true', 'names'),
  rateOf('company, highest in 60 s', COMPANY, 'company'),
  rateOf('company, highest in 10 min', COMPANY, 'company'),
  rateOf('company, highest of sensor in 60 s', COMPANY, 'company'),
  rateOf('company, fading over 10 min', COMPANY, 'company'),
  rateOf('company, fading over 30 min', COMPANY, 'company'),
];

/**
 * True rates of everything an event shares with closed ones: its type, sensor, site, place, time of day, words, company. Each is
 * written as how far its log-odds lie from the room's, drawn towards the room by the family's strength; 0 is as true as usual.
 */
export class RateBook {
  readonly features: readonly Feature[];
  /** How many of `features`, the first ones, have one closed and one true count each and a strength. */
  readonly keyedCount: number;
  readonly #strengths: Float64Array;
  readonly #originSeconds: number;
  readonly #plain: readonly RateTable[];
  readonly #fine = new PlaceRates();
  readonly #coarse = new PlaceRates();
  readonly #day = new DayRates();
  readonly #dayOfType = new DayRates();
  readonly #words = new RateTable();
  readonly #columns: readonly RateTable[];
  #closed = 0;
  #trues = 0;
  readonly counted = { closed: 0, trues: 0 };

  constructor(wordColumns: readonly string[], strengths: Float64Array, originSeconds: number) {
    this.features = featuresOf(wordColumns);
    this.keyedCount = KEYED.length + wordColumns.length;
    this.#strengths = strengths;
    this.#originSeconds = originSeconds;
    this.#plain = [0, 1, 2, 3, 4].map(() => new RateTable());
    this.#columns = wordColumns.map(() => new RateTable());
  }

  /** Share of true events among all that were closed, never 0 or 1. */
  get rate(): number {
    const weight = this.#closed + 2;
    return (this.#trues + 1) / weight;
  }

  learn(row: KeyedRow, label: 0 | 1): void {
    const weight = this.#weightAt(row.timeSeconds);
    this.#closed += weight;
    this.#trues += weight * label;
    for (let family = 0; family < this.#plain.length; family++)
      this.#plain[family]?.add(plainKey(row, family), label, weight);
    this.#fine.add(row.place.fine, label, weight);
    this.#coarse.add(row.place.coarse, label, weight);
    this.#day.add(ALL_TYPES, row.daySlot, label, weight);
    this.#dayOfType.add(row.type, row.daySlot, label, weight);
    for (const word of row.sensorWords) this.#words.add(word, label, weight);
    for (const word of row.typeWords) this.#words.add(word, label, weight);
    for (let column = 0; column < this.#columns.length; column++)
      this.#columns[column]?.add(row.columnWords[column] ?? -1, label, weight);
  }

  /** Learns all that another book of the same columns and origin was taught. */
  learnAll(other: RateBook): void {
    this.#closed += other.#closed;
    this.#trues += other.#trues;
    const tables = (book: RateBook) => [...book.#plain, book.#words, ...book.#columns];
    const theirs = tables(other);
    for (const [index, table] of tables(this).entries()) table.addAll(theirs[index] ?? table);
    this.#fine.addAll(other.#fine);
    this.#coarse.addAll(other.#coarse);
    this.#day.addAll(other.#day);
    this.#dayOfType.addAll(other.#dayOfType);
  }

  /** Writes the row's rates from `at` on, as they stand at `nowSeconds`. */
  write(row: KeyedRow, company: CompanyView, nowSeconds: number, out: Float64Array, at: number): void {
    const weight = this.#weightAt(nowSeconds);
    const { rate } = this;
    const usual = logOddsOf(rate);
    for (let family = 0; family < this.keyedCount; family++) {
      this.count(row, family);
      const strength = (this.#strengths[family] ?? 0) * weight;
      out[at + family] = smoothedDeviation(this.counted.trues, this.counted.closed, strength, rate, usual);
    }
    const next = at + this.keyedCount;
    out[next] = this.#ofWords(row.sensorWords, weight, rate, usual);
    out[next + 1] = this.#ofWords(row.typeWords, weight, rate, usual) / Math.max(1, row.typeWords.length);
    this.#writeCompany(company, weight, rate, usual, out, next + 2);
  }

  /** Sets `counted` to what is known in one family about the row's key. */
  count(row: KeyedRow, family: number): void {
    const { counted } = this;
    if (family < this.#plain.length) {
      this.#countIn(this.#plain[family], plainKey(row, family));
      return;
    }
    if (family >= KEYED.length) {
      const column = family - KEYED.length;
      this.#countIn(this.#columns[column], row.columnWords[column] ?? -1);
      return;
    }
    switch (family - this.#plain.length) {
      case 0:
        counted.closed = this.#fine.closed(row.place.fine);
        counted.trues = this.#fine.true(row.place.fine);
        break;
      case 1:
        counted.closed = this.#coarse.closed(row.place.coarse);
        counted.trues = this.#coarse.true(row.place.coarse);
        break;
      case 2:
        counted.closed = this.#day.closed(ALL_TYPES, row.daySlot);
        counted.trues = this.#day.true(ALL_TYPES, row.daySlot);
        break;
      default:
        counted.closed = this.#dayOfType.closed(row.type, row.daySlot);
        counted.trues = this.#dayOfType.true(row.type, row.daySlot);
    }
  }

  #countIn(table: RateTable | undefined, key: number): void {
    this.counted.closed = table?.closed(key) ?? 0;
    this.counted.trues = table?.true(key) ?? 0;
  }

  #ofWords(words: readonly number[], weight: number, rate: number, usual: number): number {
    const strength = WORD_STRENGTH * weight;
    let sum = 0;
    for (let index = 0; index < words.length; index++) {
      const word = words[index] ?? -1;
      sum += smoothedDeviation(this.#words.true(word), this.#words.closed(word), strength, rate, usual);
    }
    return sum;
  }

  #writeCompany(
    company: CompanyView,
    weight: number,
    rate: number,
    usual: number,
    out: Float64Array,
    at: number,
  ): void {
    const strength = (this.#strengths[TYPE] ?? 0) * weight;
    let near = NaN;
    let middle = NaN;
    let same = NaN;
    let fading = 0;
    let fadingLong = 0;
    for (let index = company.from; index < company.to; index++) {
      const type = company.types[index] ?? 0;
      const age = company.agesSeconds[index] ?? 0;
      const types = this.#plain[TYPE];
      const deviation = smoothedDeviation(types?.true(type) ?? 0, types?.closed(type) ?? 0, strength, rate, usual);
      if (deviation > 0) {
        fading += deviation * Math.exp(-age / MIDDLE_SECONDS);
        fadingLong += deviation * Math.exp(-age / LONG_SECONDS);
      }
      if (age > MIDDLE_SECONDS) continue;
      if (!(deviation <= middle)) middle = deviation;
      if (age <= NEAR_SECONDS && !(deviation <= near)) near = deviation;
      if (company.sameSensor[index] === 1 && !(deviation <= same)) same = deviation;
    }
    out[at] = near;
    out[at + 1] = middle;
    out[at + 2] = same;
    out[at + 3] = fading;
    out[at + 4] = fadingLong;
  }

  /** Weights grow with time instead of old counts being divided: the same ratios, and nothing to sweep. */
  #weightAt(timeSeconds: number): number {
    const halfLives = (timeSeconds - this.#originSeconds) / HALF_LIFE_SECONDS;
    return 2 ** Math.max(-MOST_HALF_LIVES, Math.min(MOST_HALF_LIVES, halfLives));
  }
}

function featuresOf(wordColumns: readonly string[]): readonly Feature[] {
  return [...KEYED, ...wordColumns.map((name) => rateOf(`column ${name}`, name, 'further-columns')), ...COMBINED];
}

function plainKey(row: KeyedRow, family: number): number {
  switch (family) {
    case 0:
      return row.type;
    case 1:
      return row.site;
    case 2:
      return row.sensor;
    case 3:
      return row.typeAtSensor;
    default:
      return row.cluster;
  }
}
