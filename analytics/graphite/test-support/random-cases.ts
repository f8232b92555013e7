import { SeededRandom } from '../../test-support/seeded-random.ts';
import type { RegularSeries } from '../regular-series.ts';
import type { TimeRange } from '../time-range.ts';

/** A random series with past, a range of it, and targets whose windows, seasons and deltas suit its step. */
export interface RandomCase {
  readonly description: string;
  readonly series: RegularSeries;
  readonly range: TimeRange;
  readonly seasonality: string;
  /** Must agree to the last bit. */
  readonly exactTargets: readonly string[];
  readonly deviation: { readonly points: number; readonly tolerance: number };
  /** Arguments of movingAverage after the series. */
  readonly average: string;
}

type Shape = (random: SeededRandom, seasonSteps: number) => (i: number) => number;

const wave = (i: number, seasonSteps: number): number => Math.sin((2 * Math.PI * i) / seasonSteps);

const SHAPES: Readonly<Record<string, Shape>> = {
  noise: (random) => () => 100 + random.gaussian(),
  'noise around zero': (random) => () => random.gaussian(),
  season: (random, seasonSteps) => (i) => 20 + 5 * wave(i, seasonSteps) + 0.3 * random.gaussian(),
  'negative season': (random, seasonSteps) => (i) => -40 + 9 * wave(i, seasonSteps) + random.gaussian(),
  'season with trend': (random, seasonSteps) => (i) => 0.01 * i + 3 * wave(i, seasonSteps) + 0.1 * random.gaussian(),
  walk: (random) => {
    let value = 50;
    return () => (value += random.gaussian());
  },
  'small whole numbers': (random) => () => Math.floor(4 * random.uniform()) - 1,
  'a counter': (random) => {
    let count = 1e6;
    return () => (count += Math.floor(1000 * random.uniform()));
  },
  constant: () => () => 42.1,
  'mostly zero': (random) => () => (random.uniform() < 0.1 ? 150 * random.uniform() : 0),
  'spikes on noise': (random) => () => (random.uniform() < 0.01 ? 1e9 : 10 + random.gaussian()),
  'small wave at a high level': (_, seasonSteps) => (i) => 1e8 + 0.1 * wave(i, seasonSteps),
};

type Gaps = (random: SeededRandom, steps: number) => (i: number) => boolean;

const GAPS: Readonly<Record<string, Gaps>> = {
  'no gaps': () => () => false,
  '5 % gaps': (random) => () => random.uniform() < 0.05,
  '60 % gaps': (random) => () => random.uniform() < 0.6,
  'a leading gap': (random, steps) => {
    const end = random.uniform() * steps * 0.7;
    return (i) => i < end;
  },
  'an outage': (random, steps) => {
    const start = random.uniform() * steps;
    const end = start + random.uniform() * steps * 0.3;
    return (i) => i >= start && i < end;
  },
  'nothing at all': () => () => true,
};
const RARE_GAP_SHARE = 0.02;

const STEPS_SECONDS = [1, 7, 10, 60, 300, 3600];

export function makeRandomCase(seed: number, steps: number): RandomCase {
  const random = new SeededRandom(seed);
  const stepSeconds = pick(random, STEPS_SECONDS);
  const seasonSteps = whole(random, 2, steps / 3);
  const shape = pick(random, Object.keys(SHAPES));
  const usualGaps = Object.keys(GAPS).slice(0, -1);
  const gaps = random.uniform() < RARE_GAP_SHARE ? 'nothing at all' : pick(random, usualGaps);
  const valueAt = SHAPES[shape]?.(random, seasonSteps);
  const isMissing = GAPS[gaps]?.(random, steps);
  const startSeconds = stepSeconds * whole(random, 100_000, 5_000_000);
  const values = Float64Array.from({ length: steps }, (_, i) => {
    const value = valueAt?.(i) ?? NaN;
    return isMissing?.(i) === true ? NaN : value;
  });
  const pastSteps = whole(random, 0, steps / 2);
  return {
    description: `seed ${seed}: ${shape}, ${gaps}, step ${stepSeconds} s, season ${seasonSteps} steps`,
    series: { startSeconds, stepSeconds, values },
    range: {
      fromSeconds: startSeconds + pastSteps * stepSeconds,
      untilSeconds: startSeconds + (steps - 1) * stepSeconds,
    },
    seasonality: `${seasonSteps * stepSeconds}s`,
    ...randomTargets(random, { steps, stepSeconds, seasonSteps }),
  };
}

function randomTargets(
  random: SeededRandom,
  size: { readonly steps: number; readonly stepSeconds: number; readonly seasonSteps: number },
): Pick<RandomCase, 'exactTargets' | 'deviation' | 'average'> {
  const seconds = (steps: number, rest = 0): string => `"${steps * size.stepSeconds + rest}s"`;
  const unaligned = random.uniform() < 0.2 ? Math.floor(random.uniform() * size.stepSeconds) : 0;
  const bootstrap = seconds(whole(random, 0, size.steps / 2), unaligned);
  const season = seconds(size.seasonSteps, Math.floor(random.uniform() * size.stepSeconds));
  const delta = pick(random, ['3', '1', '2', '2.5', '9.9', '10', '0', '0.5']);
  const shift = seconds(whole(random, 0, size.steps * pick(random, [0.1, 0.5, 2])));
  const ahead = seconds(whole(random, 1, size.steps * pick(random, [0.1, 0.5, 2]))).replace('"', '"+');
  const points = whole(random, 1, pick(random, [12, 60, 300]));
  const window = random.uniform() < 0.5 ? String(points) : seconds(points, unaligned);
  const bands = `${delta},${bootstrap},seasonality=${season}`;
  return {
    exactTargets: [
      `holtWintersForecast(m,${bootstrap},${season})`,
      `holtWintersConfidenceBands(m,${bands})`,
      `holtWintersAberration(m,${bands})`,
      `divideSeries(absolute(holtWintersAberration(m,${bands})),m)`,
      `holtWintersAberration(timeShift(m,${ahead}),${bands})`,
      `timeShift(holtWintersForecast(m,${bootstrap},${season}),${shift})`,
      `timeShift(m,${shift})`,
      `timeShift(absolute(m),${ahead})`,
      `diffSeries(timeShift(m,${shift}),m,absolute(m))`,
      `divideSeries(absolute(diffSeries(m,timeShift(m,${shift}))),m)`,
    ],
    deviation: { points, tolerance: pick(random, [0.1, 0, 0.5, 1]) },
    average: pick(random, [window, `${window},0.5`, `${window},xFilesFactor=1`]),
  };
}

function whole(random: SeededRandom, least: number, most: number): number {
  return least + Math.floor(random.uniform() * (Math.floor(most) - least + 1));
}

function pick<T>(random: SeededRandom, choices: readonly T[]): T {
  const chosen = choices[Math.floor(random.uniform() * choices.length)];
  if (chosen === undefined) throw new Error('nothing to choose from');
  return chosen;
}
