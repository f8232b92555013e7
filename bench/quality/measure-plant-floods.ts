import { isDeepStrictEqual } from 'node:util';
import { reportAlarms } from '../../analytics/alarm-report/alarm-report.ts';
import { logOfAlarms, type LoggedAlarm } from '../../analytics/alarm-report/logged-alarm.ts';
import type { ReportSettings } from '../../analytics/alarm-report/settings.ts';
import { reportTargets } from '../../app/report/report-targets.ts';
import { houseSchema } from '../../config/schema.ts';
import { slowLogOfAlarms } from '../../analytics/alarm-report/test-support/slow-log.ts';
import { slowReport } from '../../analytics/alarm-report/test-support/slow-report.ts';
import type { AlarmReport, Flood } from '../../core/alarm-report.ts';
import { readPlantFloods } from './plant-flood-csv.ts';

const MILLIS_PER_HOUR = 3_600_000;
const TEN_MINUTES = 600_000;
/** The logs tell when alarms began and ended, and not what people did. */
const NOTHING_DONE = { taken: false, closed: false };

export interface PlantFloodFigures {
  readonly name: string;
  readonly alarms: number;
  readonly floods: readonly {
    readonly beganAt: string;
    readonly endedAt: string;
    readonly alarms: number;
    readonly peakPerTenMinutes: number;
    readonly first: string;
  }[];
  readonly timeInFloodShare: number;
  readonly chatteringSources: number;
  readonly chatteringAlarms: number;
  readonly fleetingAlarms: number;
  readonly staleAlarms: number;
  /** The slow implementation gives the same report, to the last digit. */
  readonly agrees: boolean;
}

export interface PlantFloodsResult {
  readonly files: readonly PlantFloodFigures[];
  readonly alarms: number;
  readonly floods: number;
  readonly allAgree: boolean;
  readonly fastSeconds: number;
  readonly slowSeconds: number;
}

export function measurePlantFloods(folder: string, progress: (done: number, of: number) => void): PlantFloodsResult {
  const floods = readPlantFloods(folder);
  const seconds = { fast: 0, slow: 0 };
  const files = floods.map(({ name, alarms }, at): PlantFloodFigures => {
    progress(at, floods.length);
    const settings = settingsFor(alarms);
    const fast = timed(() => reportAlarms(logOfAlarms(alarms, NOTHING_DONE), settings));
    const slow = timed(() => slowReport(slowLogOfAlarms(alarms, NOTHING_DONE), settings));
    seconds.fast += fast.cpuSeconds;
    seconds.slow += slow.cpuSeconds;
    return figuresOf(name, fast.result, isDeepStrictEqual(fast.result, slow.result));
  });
  return {
    files,
    alarms: files.reduce((sum, file) => sum + file.alarms, 0),
    floods: files.reduce((sum, file) => sum + file.floods.length, 0),
    allAgree: files.every(({ agrees }) => agrees),
    fastSeconds: round(seconds.fast),
    slowSeconds: round(seconds.slow),
  };
}

/** The whole hours that hold every begin and end, and the ten minutes in which a flood is over; one operator. */
function settingsFor(alarms: readonly LoggedAlarm[]): ReportSettings {
  const begins = alarms.map(({ beganAtMillis }) => beganAtMillis);
  const ends = alarms.flatMap(({ endedAtMillis }) => (Number.isFinite(endedAtMillis) ? [endedAtMillis] : []));
  return {
    fromMillis: Math.floor(Math.min(...begins) / MILLIS_PER_HOUR) * MILLIS_PER_HOUR,
    untilMillis: (Math.floor((Math.max(...begins, ...ends) + TEN_MINUTES) / MILLIS_PER_HOUR) + 1) * MILLIS_PER_HOUR,
    zone: 'UTC',
    operators: 1,
    targets: reportTargets(houseSchema.parse({})),
  };
}

function figuresOf(name: string, report: AlarmReport, agrees: boolean): PlantFloodFigures {
  return {
    name,
    alarms: report.raw.alarms,
    floods: report.raw.floods.list.rows.map(floodFigures),
    timeInFloodShare: round(report.raw.floods.timeShare ?? 0),
    chatteringSources: report.chattering.list.rows.length + report.chattering.list.leftOut,
    chatteringAlarms: report.chattering.alarms,
    fleetingAlarms: report.fleeting.alarms,
    staleAlarms: report.stale.alarms,
    agrees,
  };
}

function floodFigures({ beganAtMillis, endedAtMillis, alarms, peakPerTenMinutes, first }: Flood) {
  return {
    beganAt: new Date(beganAtMillis).toISOString(),
    endedAt: new Date(endedAtMillis).toISOString(),
    alarms,
    peakPerTenMinutes,
    first: `${first.sensor} ${first.type}`,
  };
}

function timed<Result>(work: () => Result): { readonly result: Result; readonly cpuSeconds: number } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, cpuSeconds: (user + system) / 1e6 };
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
