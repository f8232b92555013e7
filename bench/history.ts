/**
 * What it costs to keep readings: a site of many series at about 1 Hz, two decimals, through `SqliteHistory` until
 * everything is committed and compacted. `--json` prints the figures as one JSON object on the last line.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { ReadingBatchBuilder } from '../core/reading-batch.ts';
import { HistoryFile } from '../storage/history/history-file.ts';
import { SqliteHistory } from '../storage/history/sqlite-history.ts';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    series: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '400' },
    /** Readings handed over at a time. */
    batch: { type: 'string', default: '2000' },
  },
});
const seriesCount = Number(flags.series);
const seconds = Number(flags.seconds);
const batchReadings = Number(flags.batch);
const START_MILLIS = 1_700_000_000_000;
const MAX_UNDER_WAY_READINGS = 200_000;

let slowestCommitSeconds = 0;
let commits = 0;

const folder = mkdtempSync(join(tmpdir(), 'telltale-bench-'));
const file = join(folder, 'history.db');
try {
  const appended = await measure(appendAll);
  const compacted = await measure(compactRest);
  report(appended, compacted);
} finally {
  rmSync(folder, { recursive: true });
}

interface Cost {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
}

async function measure(work: () => Promise<void> | void): Promise<Cost> {
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wallSeconds: (performance.now() - startedAt) / 1000, cpuSeconds: (user + system) / 1e6 };
}

async function appendAll(): Promise<void> {
  const history = new SqliteHistory({
    file,
    workerUrl: new URL('../storage/history/history-worker.js', import.meta.url),
    clock: { nowMillis: Date.now, monotonicMillis: () => performance.now() },
    onCommit: (_readings, commitSeconds) => {
      commits += 1;
      slowestCommitSeconds = Math.max(slowestCommitSeconds, commitSeconds);
    },
    onFault: (failure) => console.error(failure.message),
  });
  const cents = Int32Array.from({ length: seriesCount }, (_, id) => 1500 + (id % 1000));
  const builder = new ReadingBatchBuilder();
  let last: Promise<void> = Promise.resolve();
  for (let second = 0; second < seconds; second += 1) {
    for (let id = 0; id < seriesCount; id += 1) {
      const step = Math.round(40 * (Math.random() - 0.5));
      cents[id] = (cents[id] ?? 0) + step;
      builder.add(id, START_MILLIS + second * 1000 + Math.round(10 * Math.random()), (cents[id] ?? 0) / 100);
      if (builder.count < batchReadings) continue;
      last = history.append([], builder.build(START_MILLIS));
      if (history.pendingReadings > MAX_UNDER_WAY_READINGS) await last;
    }
  }
  await Promise.all([last, history.append([], builder.build(START_MILLIS))]);
  await history.stop();
}

function compactRest(): void {
  const history = new HistoryFile(file);
  const steps = history.compact(-Infinity);
  while (steps.next().done !== true);
  history.close();
}

function report(appended: Cost, compacted: Cost): void {
  const readings = seriesCount * seconds;
  const cpuSeconds = appended.cpuSeconds + compacted.cpuSeconds;
  const figures = {
    bench: 'history',
    readings,
    series: seriesCount,
    readingsPerSecond: Math.round(readings / (appended.wallSeconds + compacted.wallSeconds)),
    cpuMicrosPerReading: round((cpuSeconds * 1e6) / readings),
    commits,
    slowestCommitSeconds: round(slowestCommitSeconds),
    ...sizes(readings),
    maxResidentMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  if (flags.json) console.log(JSON.stringify(figures));
  else for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(24)} ${value}`);
}

function sizes(readings: number): { chunkBytesPerReading: number; fileBytesPerReading: number } {
  const database = new Database(file, { readonly: true });
  const one = (sql: string): number => Number(database.prepare(sql).pluck().get());
  const chunkBytes = one('SELECT sum(length(data)) FROM chunk');
  const usedPages = one('PRAGMA page_count') - one('PRAGMA freelist_count');
  const fileBytes = usedPages * one('PRAGMA page_size');
  database.close();
  return { chunkBytesPerReading: round(chunkBytes / readings), fileBytesPerReading: round(fileBytes / readings) };
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
