import {
  dailyMean,
  dailySeason,
  HEALTHY_MONTHS,
  type TimedGenerator,
} from '../../analytics/test-support/generated-series.ts';
import { type Disturbance, enteredIn, eventRates, foundShare } from '../../analytics/test-support/quality-run.ts';

export interface Sampling {
  readonly stepMinutes: number;
  /** Of each family. */
  readonly series: number;
  /** Of each disturbance. */
  readonly foundSeries: number;
}

export interface FalseAlarmRun {
  readonly samplings: readonly Sampling[];
  /** Seeds begin behind it. */
  readonly seed: number;
  /** Only families whose names contain it. */
  readonly family: string;
}

/** Events a series of one family. */
export interface FamilyFigures {
  readonly family: string;
  readonly firstWeek: number;
  /** In the thirty days after the first week. */
  readonly month: number;
  /** Events after the first week, in all series, by who raised them. */
  readonly raisedBy: Readonly<Record<string, number>>;
}

export interface FoundFigures {
  readonly family: string;
  readonly disturbance: Disturbance;
  /** Of the series, found within three readings. */
  readonly share: number;
}

export interface SamplingFigures extends Sampling {
  readonly families: readonly FamilyFigures[];
  readonly found: readonly FoundFigures[];
  readonly meanMonth: number;
  readonly worstMonth: number;
  readonly worstFirstWeek: number;
}

/** Generators whose noise has a deviation of 1, with what they give without it. */
const FOUND_IN: readonly (readonly [family: string, generator: TimedGenerator, mean: (millis: number) => number])[] = [
  ['noise', (random) => () => 100 + random.gaussian(), () => 100],
  ['daily season', (random) => dailySeason(random), dailyMean],
];
const DISTURBANCES: readonly Disturbance[] = ['step', 'spike', 'added spike'];

/** Everything from seeds: healthy series of many kinds over five weeks, and disturbances five noises high after eight days. */
export function measureFalseAlarms(run: FalseAlarmRun, progress: (text: string) => void): SamplingFigures[] {
  return run.samplings.map((sampling) => {
    const families = familiesOf(run, sampling, progress);
    progress(`disturbances, a reading every ${sampling.stepMinutes} min`);
    return { ...sampling, families, found: foundIn(sampling), ...summaryOf(families) };
  });
}

function familiesOf(
  { seed, family: wanted }: FalseAlarmRun,
  { stepMinutes, series }: Sampling,
  progress: (text: string) => void,
): FamilyFigures[] {
  const chosen = Object.entries(HEALTHY_MONTHS).filter(([family]) => family.includes(wanted));
  return chosen.map(([family, generator], index) => {
    progress(`${index} of ${chosen.length} kinds, a reading every ${stepMinutes} min`);
    const entered = enteredIn({ generator, series, stepMinutes, seed });
    const raisedBy: Record<string, number> = {};
    for (const { day, detector, reason } of entered) {
      if (day >= 7) raisedBy[`${detector} ${reason}`] = (raisedBy[`${detector} ${reason}`] ?? 0) + 1;
    }
    const { firstWeek, month } = eventRates(entered, series);
    return { family, firstWeek, month, raisedBy };
  });
}

function foundIn({ stepMinutes, foundSeries }: Sampling): FoundFigures[] {
  if (foundSeries === 0) return [];
  return FOUND_IN.flatMap(([family, generator, mean]) =>
    DISTURBANCES.map((disturbance) => {
      const share = foundShare(disturbance, { generator, series: foundSeries, stepMinutes }, mean);
      return { family, disturbance, share };
    }),
  );
}

function summaryOf(families: readonly FamilyFigures[]) {
  const months = families.map(({ month }) => month);
  return {
    meanMonth: months.reduce((sum, month) => sum + month, 0) / months.length,
    worstMonth: Math.max(...months),
    worstFirstWeek: Math.max(...families.map(({ firstWeek }) => firstWeek)),
  };
}
