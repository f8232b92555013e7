import { SeededRandom } from '../../analytics/test-support/seeded-random.ts';

/** A series that repeats itself, with one disturbance that no single value need give away. */
export interface PeriodicSeries {
  readonly signal: string;
  readonly disturbance: string;
  readonly values: Float64Array;
  /** Both rows are disturbed. */
  readonly firstRow: number;
  readonly lastRow: number;
}

/** One cycle: the value at a phase of 0 to 1 of the cycle with this number. */
type Cycle = (phase: number, cycle: number) => number;

interface Signal {
  readonly cycle: Cycle;
  /** Rows a cycle, from the shortest to the longest. */
  readonly periodRows: readonly [number, number];
  /** How much the length and the height of cycles vary, as shares. */
  readonly jitter: number;
  /** Deviation of the noise, where a cycle is about 1 high. */
  readonly noise: number;
  /** How far the baseline wanders. */
  readonly wander: number;
}

const bump = (phase: number, at: number, width: number): number => Math.exp(-(((phase - at) / width) ** 2));
const wave = (phase: number, harmonic: number): number => Math.sin(2 * Math.PI * harmonic * phase);

export const SIGNALS: Readonly<Record<string, Signal>> = {
  heartbeats: {
    cycle: (phase) =>
      0.15 * bump(phase, 0.2, 0.04) -
      0.1 * bump(phase, 0.36, 0.015) +
      bump(phase, 0.4, 0.015) -
      0.2 * bump(phase, 0.44, 0.015) +
      0.3 * bump(phase, 0.7, 0.07),
    periodRows: [80, 300],
    jitter: 0.04,
    noise: 0.02,
    wander: 0.1,
  },
  gait: {
    cycle: (phase) => 0.5 * wave(phase, 1) + 0.3 * wave(phase + 0.1, 2) + 0.15 * wave(phase + 0.3, 3),
    periodRows: [50, 160],
    jitter: 0.02,
    noise: 0.04,
    wander: 0.05,
  },
  'weekly load': {
    cycle: (phase) => {
      const day = Math.floor(7 * phase);
      const hour = 24 * (7 * phase - day);
      return (day < 5 ? 1 : 0.25) * (bump(hour, 10, 3) + 0.8 * bump(hour, 15, 3)) + 0.1;
    },
    periodRows: [500, 700],
    jitter: 0,
    noise: 0.03,
    wander: 0.03,
  },
  'a machine': {
    cycle: (phase) => Math.min(1, Math.max(0, 10 * Math.min(phase - 0.1, 0.6 - phase))) + 0.3 * bump(phase, 0.8, 0.03),
    periodRows: [60, 200],
    jitter: 0.01,
    noise: 0.03,
    wander: 0,
  },
  respiration: {
    cycle: (phase, cycle) => (0.5 + 0.1 * Math.sin(cycle / 5)) * wave(phase, 1),
    periodRows: [30, 80],
    jitter: 0.08,
    noise: 0.03,
    wander: 0.1,
  },
  'a valve': {
    cycle: (phase) => bump(phase, 0.3, 0.05) * (1 - phase) + (phase > 0.5 ? Math.exp(-8 * (phase - 0.5)) : 0),
    periodRows: [100, 400],
    jitter: 0.005,
    noise: 0.01,
    wander: 0,
  },
};

/** What is done to a stretch of about one cycle. `at` runs from 0 to 1 over it. */
type Disturbance = (context: { phase: number; cycle: number; at: number; of: Cycle; random: SeededRandom }) => number;

export const DISTURBANCES: Readonly<Record<string, Disturbance>> = {
  'a lower cycle': ({ phase, cycle, of }) => 0.6 * of(phase, cycle),
  'a higher cycle': ({ phase, cycle, of }) => 1.25 * of(phase, cycle),
  'a slip of phase': ({ phase, cycle, of }) => of((phase + 0.25) % 1, cycle),
  'a missing cycle': ({ cycle, of }) => of(0, cycle),
  'a burst of noise': ({ phase, cycle, of, random }) => of(phase, cycle) + 0.12 * random.gaussian(),
  'a flat stretch': ({ phase, cycle, at, of }) => of(at < 0.5 ? phase : 0.45, cycle),
  'a warp of time': ({ phase, cycle, of }) => of(phase ** 1.6, cycle),
  'a cycle upside down': ({ phase, cycle, of }) => of(1 - phase, cycle),
  'a smoothed cycle': ({ phase, cycle, of }) =>
    (of((phase + 0.93) % 1, cycle) + of(phase, cycle) + of((phase + 0.07) % 1, cycle)) / 3,
  'a drift': ({ phase, cycle, at, of }) => of(phase, cycle) + 0.3 * at,
};

const ROWS = 8000;
/** The disturbance lies behind this share of the rows. */
const UNDISTURBED_SHARE = 0.4;

export function periodicSeries(signalName: string, disturbanceName: string, seed: number): PeriodicSeries {
  const random = new SeededRandom(seed);
  const signal = SIGNALS[signalName];
  const disturb = DISTURBANCES[disturbanceName];
  if (signal === undefined || disturb === undefined) throw new RangeError(`${signalName}, ${disturbanceName}?`);
  const [shortest, longest] = signal.periodRows;
  const periodRows = shortest + random.uniform() * (longest - shortest);
  const unit = 10 ** (4 * random.uniform() - 1);
  const values = new Float64Array(ROWS);
  const startRow = ROWS * (UNDISTURBED_SHARE + (0.9 - UNDISTURBED_SHARE) * random.uniform());
  const of = signal.cycle;
  let [row, cycle, baseline, firstRow, lastRow] = [0, 0, 0, -1, -1];
  while (row < ROWS) {
    const rows = Math.max(8, Math.round(periodRows * (1 + signal.jitter * random.gaussian())));
    const height = 1 + signal.jitter * random.gaussian();
    const isDisturbed = firstRow < 0 && row >= startRow;
    if (isDisturbed) {
      firstRow = row;
      lastRow = Math.min(ROWS, row + rows) - 1;
    }
    for (let n = 0; n < rows && row < ROWS; n += 1, row += 1) {
      const phase = n / rows;
      baseline += signal.wander * (0.02 * random.gaussian() - 0.005 * baseline);
      const value = isDisturbed ? disturb({ phase, cycle, at: phase, of, random }) : of(phase, cycle);
      values[row] = unit * (3 + height * value + baseline + signal.noise * random.gaussian());
    }
    cycle += 1;
  }
  return { signal: signalName, disturbance: disturbanceName, values, firstRow, lastRow };
}
