import type { PlantFloodsResult } from './measure-plant-floods.ts';

/** A table of the floods in each file, and what else was found in it. */
export function describePlantFloods(result: PlantFloodsResult): string[] {
  const header = ['file', 'alarms', 'flood from', 'until (UTC)', 'alarms', 'most in 10 min', 'first'];
  const rows = result.files.flatMap(({ name, alarms, floods }) =>
    floods.map(({ beganAt, endedAt, alarms: inFlood, peakPerTenMinutes, first }, at) => [
      at === 0 ? name : '',
      at === 0 ? String(alarms) : '',
      beganAt.slice(0, 19).replace('T', ' '),
      endedAt.slice(11, 19),
      String(inFlood),
      String(peakPerTenMinutes),
      first,
    ]),
  );
  const others = result.files.map((file) => [
    file.name,
    `${(file.timeInFloodShare * 100).toFixed(1)} %`,
    `${file.chatteringSources} sources, ${file.chatteringAlarms} alarms`,
    String(file.fleetingAlarms),
    String(file.staleAlarms),
    file.agrees ? 'yes' : 'NO',
  ]);
  return [
    ...aligned([header, ...rows]),
    '',
    ...aligned([['file', 'time in flood', 'chattering', 'fleeting', 'stale', 'slow one agrees'], ...others]),
    '',
    `${result.alarms} alarms, ${result.floods} floods; CPU ${result.fastSeconds} s, the slow one ${result.slowSeconds} s`,
  ];
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
