import type { Series } from '../core/series.ts';
import { wordsOfName } from './plain-words.ts';

interface LeastDeviation {
  /** All of them are words of the metric's name or its unit. */
  readonly words: readonly string[];
  /** In the unit of the series. */
  readonly least: number;
}

/** What nothing is known about stays as sensitive as its detectors; this only keeps rounding errors out. */
const LEAST_OF_ALL = 1e-9;

/** The first that fits counts. */
const TABLE: readonly LeastDeviation[] = [
  // Half of all processors: programs start and end all day.
  ...shares(['cpu'], 0.5),
  // Air with 1 % less oxygen already needs an explanation, and so does blood.
  ...shares(['oxygen'], 0.01),
  ...shares(['o2'], 0.01),
  ...shares(['spo2'], 0.01),
  ...shares(['co2'], 0.01),
  // The accuracy of a common humidity sensor with some room; the size of one large program on a common machine.
  ...shares([], 0.05),
  // The stream of one camera, 2 Mbit/s.
  { words: ['bytes', 'per', 'second'], least: 250_000 },
  // A link that loses one packet a second is worth a look, a single one is not.
  { words: ['errors', 'per', 'second'], least: 1 },
  { words: ['drops', 'per', 'second'], least: 1 },
  // One large program.
  { words: ['memory', 'bytes'], least: 1e9 },
  { words: ['swap', 'bytes'], least: 1e9 },
  { words: ['disk', 'bytes'], least: 1e9 },
  // Two more programs that want a processor all the time.
  { words: ['load1'], least: 2 },
  { words: ['load5'], least: 2 },
  { words: ['load15'], least: 2 },
  // What common wearables err by.
  { words: ['bpm'], least: 5 },
  { words: ['heart', 'rate'], least: 5 },
  // A restart sets it back by more; a late round by less.
  { words: ['uptime', 'seconds'], least: 60 },
];

/** Quantities without a unit of their own, as a ratio and as a percentage. */
function shares(words: readonly string[], least: number): LeastDeviation[] {
  return [
    { words: [...words, 'ratio'], least },
    { words: [...words, 'percent'], least: 100 * least },
  ];
}

/** How far from what was expected a reading must be to matter to anybody, however steady the series has been. */
export function leastDeviation({ metric, unit = '' }: Pick<Series, 'metric' | 'unit'>): number {
  const words = new Set([...wordsOfName(metric), ...wordsOfName(unit.replaceAll('%', ' percent '))]);
  return TABLE.find((row) => row.words.every((word) => words.has(word)))?.least ?? LEAST_OF_ALL;
}
