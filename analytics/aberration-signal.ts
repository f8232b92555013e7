import { sensorOf, siteOf, type Series } from '../core/series.ts';
import type { Signal, SignalClass } from '../core/signal.ts';
import { aberrationInWords } from './aberration-words.ts';
import type { LevelChange } from './detection-engine.ts';
import { rateSeries } from './kinds/rate-series.ts';
import { shortHash, wordsOfName } from './plain-words.ts';

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
    message: aberrationInWords(aberration, change.isRate ? rateSeries(series) : series, change.wasConstant),
    seriesKey,
    aberration,
  };
}

const WELLNESS_WORDS: ReadonlySet<string> = new Set(['heart', 'heartrate', 'pulse', 'rr', 'bpm', 'hrv']);
const ENVIRONMENT_WORDS: ReadonlySet<string> = new Set(['temperature', 'temp', 'humidity', 'co2']);

/** A guess by the words of the metric's name; what is not recognised is technical. */
export function classOfMetric(metric: string): SignalClass {
  const words = wordsOfName(metric);
  if (words.some((word) => WELLNESS_WORDS.has(word))) return 'wellness';
  if (words.some((word) => ENVIRONMENT_WORDS.has(word))) return 'environment';
  return 'technical';
}
