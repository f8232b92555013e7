import type { Aberration } from '../core/aberration.ts';
import { sensorOf, siteOf, type Series } from '../core/series.ts';
import type { Signal, SignalClass } from '../core/signal.ts';
import type { LevelChange } from './detection-engine.ts';
import { numberInWords, shortHash, shortName } from './plain-words.ts';

/** The signal that tells of a series entering or leaving a level. The same change always has the same id. */
export function aberrationSignal(change: LevelChange, series: Series, receivedAtMillis: number): Signal {
  const { aberration } = change;
  const { seriesKey, observedAtMillis, level } = aberration;
  return {
    id: `aberration:${shortHash(seriesKey)}:${observedAtMillis}:${level}`,
    kind: 'aberration',
    type: 'aberration',
    class: classOfMetric(series.metric),
    phase: level === 'normal' ? 'left' : 'entered',
    site: siteOf(series),
    sensor: sensorOf(series),
    observedAtMillis,
    receivedAtMillis,
    message: messageOf(aberration, series),
    seriesKey,
    aberration,
  };
}

const WELLNESS_WORDS: ReadonlySet<string> = new Set(['heart', 'heartrate', 'pulse', 'rr', 'bpm', 'hrv']);
const ENVIRONMENT_WORDS: ReadonlySet<string> = new Set(['temperature', 'temp', 'humidity', 'co2']);

/** A guess by the words of the metric's name; what is not recognised is technical. */
export function classOfMetric(metric: string): SignalClass {
  const words = metric
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  if (words.some((word) => WELLNESS_WORDS.has(word))) return 'wellness';
  if (words.some((word) => ENVIRONMENT_WORDS.has(word))) return 'environment';
  return 'technical';
}

/** Beyond this the exact multiple means nothing: the series was constant, and any change is far outside. */
const LARGEST_SCORE_IN_WORDS = 100;

function messageOf(aberration: Aberration, series: Series): string {
  const { observed, lower, upper, level, score, verdicts } = aberration;
  const reading = `${shortName(series.metric)} ${numberInWords(observed)}${unitInWords(series.unit)}`;
  const band = `expected ${numberInWords(lower)} to ${numberInWords(upper)}`;
  if (level === 'normal') return `${reading}, back to normal, ${band}`;
  const multiple = score > LARGEST_SCORE_IN_WORDS ? `over ${LARGEST_SCORE_IN_WORDS}` : score.toFixed(1);
  return `${reading}, ${band} (${verdicts[0]?.detector ?? 'no detector'} ${multiple} x the edge of normal)`;
}

const UNIT_SIGNS: ReadonlyMap<string, string> = new Map([
  ['C', '°C'],
  ['F', '°F'],
]);

function unitInWords(unit: string | undefined): string {
  return unit === undefined || unit === '' ? '' : ` ${shortName(UNIT_SIGNS.get(unit) ?? unit)}`;
}
