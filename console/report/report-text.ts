import type { AlarmReport, Flood, Offender } from '../../core/alarm-report.ts';
import { keyFigures } from './glance-section.ts';
import { duration, number, percent, sourceWords, WallTime } from './words.ts';

const MOST_ROWS = 5;

/** A table of the report in words: a title, and rows of cells. */
export interface TextTable {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

/** The report on one screen: the key figures, the largest floods and the worst offenders. */
export function reportToTables(report: AlarmReport): readonly TextTable[] {
  const wall = new WallTime(report.period.zone);
  const { fromMillis, untilMillis, zone, operators } = report.period;
  const title = `Alarm report, ${wall.at(fromMillis)} to ${wall.at(untilMillis)} (${zone}), operators: ${operators}`;
  if (report.period.empty) return [{ title, rows: [['Nothing happened in this period.']] }];
  const figures = keyFigures(report, wall).map(({ figure, value, target, met }) => {
    const verdict = met === undefined ? '' : met ? 'met' : 'missed';
    return [figure, value, target === '' ? '' : `target ${target}`, verdict];
  });
  const counts = [
    ['Events presented', number(report.presented.alarms)],
    ['Signals that something began', number(report.raw.alarms)],
  ];
  return [
    { title, rows: [...counts, ...figures] },
    ...floodTable(report, wall),
    ...offenderTable(report.offenders.top),
  ];
}

function floodTable({ presented }: AlarmReport, wall: WallTime): readonly TextTable[] {
  const { list, count } = presented.floods;
  if (count === 0) return [];
  const largest = list.rows.toSorted((a, b) => b.alarms - a.alarms).slice(0, MOST_ROWS);
  const title = count > MOST_ROWS ? `The ${MOST_ROWS} largest of ${count} floods` : 'Floods';
  return [{ title, rows: largest.map((flood) => floodRow(flood, wall)) }];
}

function floodRow({ beganAtMillis, endedAtMillis, alarms, peakPerTenMinutes, first }: Flood, wall: WallTime): string[] {
  const lasted = duration((endedAtMillis - beganAtMillis) / 1000);
  return [
    wall.at(beganAtMillis),
    lasted,
    `${number(alarms)} alarms`,
    `${number(peakPerTenMinutes)} in 10 min`,
    `first: ${sourceWords(first)}`,
  ];
}

function offenderTable(top: readonly Offender[]): readonly TextTable[] {
  if (top.length === 0) return [];
  const rows = top
    .slice(0, MOST_ROWS)
    .map(({ source, alarms, share }) => [sourceWords(source), number(alarms), percent(share)]);
  return [{ title: 'Worst offenders', rows }];
}
