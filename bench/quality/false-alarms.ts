/**
 * How often the live engine with every default detector cries wolf on healthy series, and what it finds: by family, sampling and
 * detector. `--json` prints the figures as one JSON object on the last line, `--series N` sets how many of each family.
 */
import { parseArgs } from 'node:util';
import {
  dailyMean,
  dailySeason,
  HEALTHY_MONTHS,
  type TimedGenerator,
} from '../../analytics/test-support/generated-series.ts';
import { type Disturbance, enteredIn, eventRates, foundShare } from '../../analytics/test-support/quality-run.ts';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    series: { type: 'string', default: '8' },
    'found-series': { type: 'string', default: '100' },
    family: { type: 'string' },
    minutes: { type: 'string', default: '1,5,60' },
  },
});
const series = Number(flags.series);
const samplings = flags.minutes.split(',').map(Number);

interface Row {
  readonly family: string;
  readonly stepMinutes: number;
  readonly firstWeek: number;
  readonly month: number;
  /** Events after the first week, in all series, by who raised them. */
  readonly raisedBy: Readonly<Record<string, number>>;
}

/** Generators whose noise has a deviation of 1, with what they give without it. */
const FOUND_IN: readonly (readonly [family: string, generator: TimedGenerator, mean: (millis: number) => number])[] = [
  ['noise', (random) => () => 100 + random.gaussian(), () => 100],
  ['daily season', (random) => dailySeason(random), dailyMean],
];
const DISTURBANCES: readonly Disturbance[] = ['step', 'spike', 'added spike'];

const rows = samplings.flatMap((stepMinutes) => falseAlarms(stepMinutes));
const found = samplings.flatMap((stepMinutes) => shares(stepMinutes));
const summaries = samplings.map((stepMinutes) => summary(stepMinutes));
for (const one of summaries) console.log(one);
if (flags.json) console.log(JSON.stringify({ rows, found, summaries }));

function falseAlarms(stepMinutes: number): Row[] {
  console.log(
    `\nA reading every ${stepMinutes} min: events a series in its first week, in the month after it, and who raised them`,
  );
  return Object.entries(HEALTHY_MONTHS)
    .filter(([family]) => family.includes(flags.family ?? ''))
    .map(([family, generator]) => {
      const entered = enteredIn({ generator, series, stepMinutes });
      const raisedBy: Record<string, number> = {};
      for (const { day, detector, reason } of entered) {
        if (day >= 7) raisedBy[`${detector} ${reason}`] = (raisedBy[`${detector} ${reason}`] ?? 0) + 1;
      }
      const { firstWeek, month } = eventRates(entered, series);
      console.log(family.padEnd(36), firstWeek.toFixed(2).padStart(6), month.toFixed(2).padStart(6), words(raisedBy));
      return { family, stepMinutes, firstWeek, month, raisedBy };
    });
}

function words(raisedBy: Readonly<Record<string, number>>): string {
  const sorted = Object.entries(raisedBy).sort(([, one], [, other]) => other - one);
  return sorted.map(([who, events]) => `${who} ${events}`).join(', ');
}

function shares(stepMinutes: number) {
  const count = Number(flags['found-series']);
  return FOUND_IN.flatMap(([family, generator, mean]) =>
    DISTURBANCES.map((disturbance) => {
      const share = foundShare(disturbance, { generator, series: count, stepMinutes }, mean);
      console.log(
        `${disturbance} of five noises in ${family}, every ${stepMinutes} min: ${(100 * share).toFixed(0)} % found`,
      );
      return { family, disturbance, stepMinutes, share };
    }),
  );
}

function summary(stepMinutes: number) {
  const own = rows.filter((row) => row.stepMinutes === stepMinutes);
  const mean = own.reduce((sum, { month }) => sum + month, 0) / own.length;
  const [worst] = [...own].sort((one, other) => other.month - one.month);
  const coldest = Math.max(...own.map(({ firstWeek }) => firstWeek));
  return {
    stepMinutes,
    meanEventsAMonth: mean,
    worstFamily: worst?.family,
    worstEventsAMonth: worst?.month,
    mostInFirstWeek: coldest,
  };
}
