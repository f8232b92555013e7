import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoggedAlarm } from '../../analytics/alarm-report/logged-alarm.ts';

export interface PlantFlood {
  readonly name: string;
  readonly alarms: readonly LoggedAlarm[];
}

const FLOOD_FILE = /^(?<name>flood-\d+)\.csv$/;
/** Day, month and year with two or four digits, apart by - or /. */
const DATE = /^(\d{1,2})[-/](\d{1,2})[-/](\d{2}|\d{4})$/;
const TIME = /^(\d{1,2}):(\d{2}):(\d{2})$/;
const CENTURY = 2000;

export function hasPlantFloods(folder: string): boolean {
  try {
    return readdirSync(folder).some((file) => FLOOD_FILE.test(file));
  } catch {
    return false;
  }
}

export function readPlantFloods(folder: string): readonly PlantFlood[] {
  return readdirSync(folder)
    .flatMap((file) => {
      const name = FLOOD_FILE.exec(file)?.groups?.['name'];
      return name === undefined ? [] : [{ name, alarms: parsePlantFlood(readFileSync(join(folder, file), 'utf8')) }];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** By the place of its columns: the names in the first line differ from file to file. Times have no zone and are taken as UTC. */
function parsePlantFlood(text: string): readonly LoggedAlarm[] {
  const [, ...lines] = text.split(/\r?\n/);
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const [beginDate, beginTime, endDate, endTime, tag, id, , , , description] = line.split(',');
    const beganAtMillis = instantOf(beginDate, beginTime);
    const endedAtMillis = instantOf(endDate, endTime);
    if (Number.isNaN(beganAtMillis)) throw new Error(`line ${index + 2} has no time: ${line}`);
    return [
      {
        site: 'plant',
        sensor: tag ?? '',
        type: id ?? '',
        class: 'technical' as const,
        message: description ?? '',
        band: undefined,
        beganAtMillis,
        endedAtMillis,
        operator: undefined,
        takenAtMillis: undefined,
        closedAtMillis: undefined,
        disposition: undefined,
      },
    ];
  });
}

function instantOf(date = '', time = ''): number {
  const [, day, month, year] = DATE.exec(date.trim()) ?? [];
  const [, hour, minute, second] = TIME.exec(time.trim()) ?? [];
  const fullYear = Number(year) < 100 ? CENTURY + Number(year) : Number(year);
  return Date.UTC(fullYear, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}
