import type { Series } from '../../core/series.ts';
import { wordsOfName } from '../plain-words.ts';

/** What a name or a unit lets expect. The readings decide. */
export type KindHint = 'none' | 'counter' | 'perhaps-counter' | 'measure';

const COUNTER_UNITS: ReadonlySet<string> = new Set(['counter', 'counter32', 'counter64', 'timeticks']);
const COUNTER_WORDS: ReadonlySet<string> = new Set(['uptime', 'counter']);
/** A word that says so at the end of a name: `disk_total_bytes` is the size of a disk. */
const COUNTER_ENDING = /(?:_total|\.total)$/;
const PERHAPS_COUNTER_ENDING = /[_.]count$/;

/** Whole numbers of these are rounded measures, however small, and no events. */
const MEASURES: ReadonlySet<string> = new Set(
  (
    'celsius fahrenheit kelvin temperature temp humidity percent ratio pressure level volts ' +
    'voltage amperes current watts power battery dbm rssi bpm ppm depth speed load1 load5 load15'
  ).split(' '),
);
const MEASURE_UNIT =
  /^(?:[°º]?[CFK]|%|V|A|W|mV|mA|kW|Pa|hPa|kPa|bar|mbar|ppm|ppb|dBm?|bpm|m|cm|mm|km|m\/s|km\/h|s|ms|lx|lux|g|kg|L|l)$/;

export function kindHint({ metric, unit = '' }: Pick<Series, 'metric' | 'unit'>): KindHint {
  const words = wordsOfName(metric);
  if (COUNTER_UNITS.has(unit.toLowerCase())) return 'counter';
  if (COUNTER_ENDING.test(metric) || words.some((word) => COUNTER_WORDS.has(word))) return 'counter';
  if (MEASURE_UNIT.test(unit) || words.some((word) => MEASURES.has(word))) return 'measure';
  return PERHAPS_COUNTER_ENDING.test(metric) ? 'perhaps-counter' : 'none';
}
