import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One scenario of the AIT alert data set: what a system under test may see, and the labels that it may not. */
export interface AitScenario {
  readonly name: string;
  /** With the columns time, type, site, sensor and message: the alert's name, the scenario, the host and the short name. */
  readonly signalsCsv: string;
  /** By row: epoch seconds, and the phase of the attack that was going on, if one was. */
  readonly seconds: Float64Array;
  readonly phases: readonly (string | undefined)[];
}

const SUFFIX = '.csv.gz';
const COLUMNS = 'time,name,ip,host,short,time_label,event_label';
const NO_PHASE = 'false_positive';

export function aitScenarios(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => join(folder, file))
    .sort();
}

export function readAitScenario(file: string): AitScenario {
  return parseAitScenario(basename(file, SUFFIX), gunzipSync(readFileSync(file)).toString('utf8'));
}

export function parseAitScenario(name: string, text: string): AitScenario {
  const [header = '', ...lines] = text.trimEnd().split(/\r?\n/);
  if (header !== COLUMNS) throw new Error(`${name}: expected the columns ${COLUMNS}, found ${header}`);
  const signals = ['time,type,site,sensor,message'];
  const seconds = new Float64Array(lines.length);
  const phases: (string | undefined)[] = [];
  for (const [row, line] of lines.entries()) {
    const cells = line.split(',');
    // Names hold commas without quotes; all other columns are counted from the end.
    const [, host = '', short = '', phase] = cells.slice(-5);
    const [time = ''] = cells;
    const type = cells.slice(1, -5).join(',');
    signals.push([time, quoted(type), name, quoted(host), quoted(short)].join(','));
    seconds[row] = Number(time);
    phases.push(phase === NO_PHASE ? undefined : phase);
  }
  return { name, signalsCsv: signals.join('\n'), seconds, phases };
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
