import type { AberrationLevel } from '../../core/aberration.ts';
import { ReadingBatchBuilder } from '../../core/reading-batch.ts';
import { DetectionEngine, type LevelChange, type NamedDetector } from '../detection-engine.ts';
import { defaultDetectors } from './default-detectors.ts';
import type { TimedGenerator } from './generated-series.ts';
import { SeededRandom } from './seeded-random.ts';

const DAY_MILLIS = 86_400_000;
/** A Monday: the clocks of Europe go forward on its 28th day. */
const START_MILLIS = Date.UTC(2026, 2, 2);
const WARM_UP_DAYS = 7;
const MONTH_DAYS = 30;
const BATCH_ROWS = 4096;

/** A level that was entered from normal, by the verdict that was strongest; one that rises from there is the same event. */
export interface Entered {
  readonly seriesId: number;
  readonly day: number;
  readonly detector: string;
  readonly reason: string;
  readonly score: number;
  readonly level: AberrationLevel;
}

export interface QualityRun {
  readonly generator: TimedGenerator;
  readonly series: number;
  readonly stepMinutes: number;
  readonly days?: number;
  /** Seeds begin behind it. */
  readonly seed?: number;
  /** Everything is saved, and restored into a new engine, at the start of this day. */
  readonly restartDay?: number;
  /** What becomes of the value that `generator` gives. */
  readonly change?: (value: number, row: number, seriesId: number) => number;
  readonly detectors?: () => NamedDetector[];
}

/** Runs generated series, all sampled at once, through the engine with every default detector. */
export function enteredIn(run: QualityRun): Entered[] {
  const { generator, series, stepMinutes, days = WARM_UP_DAYS + MONTH_DAYS, seed = 0, change } = run;
  const detectors = run.detectors ?? defaultDetectors;
  const valuesAt = Array.from({ length: series }, (_, id) => generator(new SeededRandom(7919 * (seed + id + 1))));
  const builder = new ReadingBatchBuilder(BATCH_ROWS + series);
  const entered: Entered[] = [];
  const note = ({ seriesId, aberration, previousLevel }: LevelChange): void => {
    if (previousLevel !== 'normal') return;
    const [verdict] = aberration.verdicts;
    const day = (aberration.observedAtMillis - START_MILLIS) / DAY_MILLIS;
    const { score, level } = aberration;
    entered.push({ seriesId, day, detector: verdict?.detector ?? '', reason: verdict?.reason ?? '', score, level });
  };
  let engine = new DetectionEngine({ detectors: detectors(), seriesKeyOf: String });
  const rows = Math.round((days * DAY_MILLIS) / (stepMinutes * 60_000));
  const restartRow = run.restartDay === undefined ? -1 : (run.restartDay * rows) / days;
  for (let row = 0; row < rows; row += 1) {
    const millis = START_MILLIS + row * stepMinutes * 60_000;
    for (let id = 0; id < series; id += 1) {
      const value = valuesAt[id]?.(millis) ?? NaN;
      if (!Number.isNaN(value)) builder.add(id, millis, change?.(value, row, id) ?? value);
    }
    if (builder.count >= BATCH_ROWS || row === rows - 1 || row === restartRow) {
      engine.process(builder.build(millis), note);
    }
    if (row === restartRow) engine = restarted(engine, detectors());
  }
  return entered;
}

export interface EventRates {
  /** In the first week, and in the thirty days after it, a series. */
  readonly firstWeek: number;
  readonly month: number;
}

export function eventRates(entered: readonly Entered[], series: number): EventRates {
  const firstWeek = entered.filter(({ day }) => day < WARM_UP_DAYS).length;
  return { firstWeek: firstWeek / series, month: (entered.length - firstWeek) / series };
}

/** What is done to one reading, in noises: from then on, instead of its own noise, or on top of it. */
export type Disturbance = 'step' | 'spike' | 'added spike';

const SIZE = 5;
const FOUND_WITHIN_ROWS = 3;

/**
 * The share of series in which a disturbance five noises high enters a level at one of its first three readings. `expectedAt` is
 * the generator without its noise, which has a deviation of 1.
 */
export function foundShare(
  disturbance: Disturbance,
  run: Pick<QualityRun, 'generator' | 'series' | 'stepMinutes' | 'detectors'>,
  expectedAt: (millis: number) => number,
): number {
  const rowsADay = 1440 / run.stepMinutes;
  const rowOf = (id: number): number => Math.floor((WARM_UP_DAYS + 1 + (2 * id) / run.series) * rowsADay);
  const entered = enteredIn({
    ...run,
    days: WARM_UP_DAYS + 4,
    seed: 1000,
    change: (value, row, id) => {
      const size = id % 2 === 0 ? SIZE : -SIZE;
      if (disturbance === 'step') return row >= rowOf(id) ? value + size : value;
      if (row !== rowOf(id)) return value;
      if (disturbance === 'added spike') return value + size;
      return expectedAt(START_MILLIS + row * run.stepMinutes * 60_000) + size;
    },
  });
  const found = new Set<number>();
  for (const { seriesId, day } of entered) {
    const since = Math.round(day * rowsADay) - rowOf(seriesId);
    if (since >= 0 && since < FOUND_WITHIN_ROWS) found.add(seriesId);
  }
  return found.size / run.series;
}

function restarted(engine: DetectionEngine, detectors: NamedDetector[]): DetectionEngine {
  const state = engine.saveState();
  for (const { kind, detector } of detectors) {
    const saved = state.detectors.get(kind);
    if (saved !== undefined) detector.restoreState(saved, state.detectorSlots);
  }
  const fresh = new DetectionEngine({ detectors, seriesKeyOf: String });
  fresh.restoreState(state);
  return fresh;
}
