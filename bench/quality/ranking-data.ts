import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { severityOf } from '../../analytics/ranking/cold-start.ts';
import type { LabelledRow, RankingRow } from '../../analytics/ranking/ranking-row.ts';
import { splitCsvLine } from '../../runtime/csv/split-csv-line.ts';

export interface ScoredRow extends LabelledRow {
  readonly label: 0 | 1;
  /** How grave the words of the alarm sound: what a queue by severity alone goes by. */
  readonly severity: number;
}

/** What is learned from and what is then ranked, neither knowing the other. */
export interface RankingSplit {
  readonly name: string;
  readonly train: readonly ScoredRow[];
  readonly test: readonly ScoredRow[];
}

const GAP_SECONDS = 60;
const AIT_SUFFIX = '.csv.gz';
const NO_EVENT = '-';
const NO_PHASE = 'false_positive';
const TRAINING_SHARE = 0.7;
const NOWHERE = { latitude: NaN, longitude: NaN, numbers: [], words: [] };

/** Whether a group is true when one of its alerts was caused by the attack, or when an attack was going on somewhere. */
export type AitTruth = 'caused by the attack' | 'during the attack';

/**
 * Each scenario of the AIT alert data set held out in turn. Alerts of one short name at one host are one event until 60 s pass
 * without one; the site is the scenario, the sensor the host, and nothing after the first alert is known.
 */
export function aitSplits(dataFolder: string, truth: AitTruth): readonly RankingSplit[] {
  const folder = join(dataFolder, 'alarms', 'ait');
  if (!existsSync(folder)) return [];
  const scenarios = readdirSync(folder)
    .filter((file) => file.endsWith(AIT_SUFFIX))
    .sort()
    .map((file) => {
      const name = basename(file, AIT_SUFFIX);
      return { name, rows: aitGroups(name, gunzipSync(readFileSync(join(folder, file))).toString('utf8'), truth) };
    });
  return scenarios.map(({ name, rows }) => ({
    name,
    train: inTimeOrder(scenarios.filter((other) => other.name !== name).flatMap((other) => other.rows)),
    test: rows,
  }));
}

export function aitGroups(scenario: string, text: string, truth: AitTruth): readonly ScoredRow[] {
  const alerts = text
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const cells = line.split(',');
      // Names hold commas without quotes; the columns behind them are counted from the end.
      const [host = '', short = '', phase, event] = cells.slice(-4);
      const name = cells.slice(1, -5).join(',');
      const isTrue = truth === 'during the attack' ? phase !== NO_PHASE : event !== NO_EVENT;
      return { timeSeconds: Number(cells[0]), name, host, short, isTrue };
    })
    .sort((one, other) => one.timeSeconds - other.timeSeconds);
  const groups: { opened: RankingRow; severity: number; label: 0 | 1; lastSeconds: number }[] = [];
  const open = new Map<string, (typeof groups)[number]>();
  for (const { timeSeconds, name, host, short, isTrue } of alerts) {
    const key = `${short}|${host}`;
    let group = open.get(key);
    if (group === undefined || timeSeconds - group.lastSeconds >= GAP_SECONDS) {
      const opened = { ...NOWHERE, timeSeconds, type: short, site: scenario, sensor: host };
      group = { opened, severity: severityOf(name), label: 0, lastSeconds: timeSeconds };
      open.set(key, group);
      groups.push(group);
    }
    group.lastSeconds = timeSeconds;
    if (isTrue) group.label = 1;
  }
  return groups.map(({ opened, severity, label }): ScoredRow => Object.assign(opened, { severity, label }));
}

/** The first 70 % of the alarm calls to learn from, the last 30 % to rank. */
export function seattleSplits(dataFolder: string): readonly RankingSplit[] {
  const rows = seattleCalls(dataFolder);
  if (rows.length === 0) return [];
  const cut = Math.floor(rows.length * TRAINING_SHARE);
  return [{ name: 'last 30 %', train: rows.slice(0, cut), test: rows.slice(cut) }];
}

/** Blocks never seen before: every third block of streets is ranked by what was learned from the others. */
export function unseenBlockSplits(dataFolder: string): readonly RankingSplit[] {
  const rows = seattleCalls(dataFolder);
  if (rows.length === 0) return [];
  const blocks = [...new Set(rows.map(({ sensor }) => sensor))].sort();
  const unseen = new Set(blocks.filter((_, index) => index % 3 === 0));
  return [
    {
      name: 'every third block',
      train: rows.filter(({ sensor }) => !unseen.has(sensor)),
      test: rows.filter(({ sensor }) => unseen.has(sensor)),
    },
  ];
}

function seattleCalls(dataFolder: string): readonly ScoredRow[] {
  const file = join(dataFolder, 'alarms', 'seattle-2015', 'alarm-calls.csv');
  return existsSync(file) ? inTimeOrder(seattleRows(readFileSync(file, 'utf8'))) : [];
}

export function seattleRows(text: string): readonly ScoredRow[] {
  const [header = '', ...lines] = text.trimEnd().split(/\r?\n/);
  const columns = header.split(',');
  return lines.map((line) => {
    const cells = splitCsvLine(line) ?? [];
    const cell = (name: string) => cells[columns.indexOf(name)] ?? '';
    return {
      timeSeconds: Date.parse(`${cell('time')}Z`) / 1000,
      type: cell('initial_type'),
      severity: severityOf(cell('initial_type')),
      site: '',
      sensor: cell('block'),
      latitude: Number(cell('latitude')),
      longitude: Number(cell('longitude')),
      numbers: [],
      words: [],
      label: cell('true_alarm') === '1' ? 1 : 0,
    };
  });
}

function inTimeOrder(rows: readonly ScoredRow[]): readonly ScoredRow[] {
  return [...rows].sort((one, other) => one.timeSeconds - other.timeSeconds);
}
