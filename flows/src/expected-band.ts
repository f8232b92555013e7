import { isRecord, TelltaleError, type TelltaleApi } from './telltale-api.ts';
import { listSeries, type SeriesFilter, type SeriesState } from './series-list.ts';

export interface Band {
  readonly expected: number | undefined;
  readonly lower: number | undefined;
  readonly upper: number | undefined;
}

/** `learning`: too little past is known to say what is usual. */
export interface Verdict extends Band {
  readonly unusual: boolean;
  readonly learning: boolean;
}

interface Known {
  readonly band: Band;
  readonly atMillis: number;
}

/** Working a band out reads the series' past: not more often than this for one series. */
const BAND_LASTS_MILLIS = 10_000;
/** How much of the past is asked for; Telltale itself learns from more. */
const LEAST_READINGS = 20;
const MAX_SERIES = 1000;

/** Asks Telltale's detectors what they expect of a series now. */
export class ExpectedBands {
  readonly #api: TelltaleApi;
  readonly #now: () => number;
  readonly #keys = new Map<string, string>();
  readonly #bands = new Map<string, Known>();

  constructor(api: TelltaleApi, now: () => number = Date.now) {
    this.#api = api;
    this.#now = now;
  }

  async judge(series: SeriesFilter, value: number): Promise<Verdict> {
    const band = await this.#bandOf(series);
    const { lower, upper } = band;
    const isAbove = upper !== undefined && value > upper;
    const isBelow = lower !== undefined && value < lower;
    return { ...band, unusual: isAbove || isBelow, learning: lower === undefined && upper === undefined };
  }

  async #bandOf(series: SeriesFilter): Promise<Band> {
    const name = JSON.stringify([series.site, series.sensor, series.metric]);
    const known = this.#bands.get(name);
    if (known !== undefined && this.#now() - known.atMillis < BAND_LASTS_MILLIS) return known.band;
    const key = this.#keys.get(name) ?? (await this.#findKey(series));
    remember(this.#keys, name, key);
    const answer = await this.#api.get(`/api/v1/history?series=${encodeURIComponent(key)}&least=${LEAST_READINGS}`);
    const band = latestBandIn(answer);
    remember(this.#bands, name, { band, atMillis: this.#now() });
    return band;
  }

  async #findKey(series: SeriesFilter): Promise<string> {
    const found = (await listSeries(this.#api)).find((each) => isSame(each, series));
    if (found !== undefined) return found.key;
    throw new TelltaleError(
      `Telltale knows no series ${series.metric} of ${series.sensor} at ${series.site}: send its readings first.`,
      'unknown series',
    );
  }
}

/** The last moment of which a band is known. */
export function latestBandIn(answer: unknown): Band {
  const at = columnOf(answer, 'upper').findLastIndex((upper) => typeof upper === 'number');
  const valueAt = (name: string): number | undefined => {
    const value = columnOf(answer, name)[at];
    return typeof value === 'number' ? value : undefined;
  };
  return { expected: valueAt('expected'), lower: valueAt('lower'), upper: valueAt('upper') };
}

function columnOf(answer: unknown, name: string): readonly unknown[] {
  const column = isRecord(answer) ? answer[name] : undefined;
  return Array.isArray(column) ? column : [];
}

function isSame(one: SeriesState, other: SeriesFilter): boolean {
  return one.site === other.site && one.sensor === other.sensor && one.metric === other.metric;
}

/** Bounded: names come out of messages. */
function remember<Value>(map: Map<string, Value>, name: string, value: Value): void {
  map.delete(name);
  map.set(name, value);
  const [oldest] = map.keys();
  if (map.size > MAX_SERIES && oldest !== undefined) map.delete(oldest);
}
