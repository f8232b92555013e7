import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { distUrl } from '../../test/support/dist-url.ts';
import { HistoryFile } from './history-file.ts';

const SERIES_COUNT = 40;
const ROUNDS = 15;

/**
 * Appends for ever from tick `first` on, one reading of each series a tick, three appends under way at a time,
 * and prints each tick once it is acknowledged. Compacts all the while. Failed appends are tried again.
 */
const WRITER = `
  import { writeSync } from 'node:fs';
  const [historyUrl, workerUrl, file, first] = process.argv.slice(2);
  const { SqliteHistory } = await import(historyUrl);
  process.on('SIGXFSZ', () => undefined);
  const history = new SqliteHistory({
    file, workerUrl: new URL(workerUrl), clock: { nowMillis: Date.now, monotonicMillis: () => performance.now() },
    compactionRetrySeconds: 0.1,
    compaction: { segmentReadings: 800, mergeSegments: 4, sliceReadings: 100 },
    onFault: (failure) => writeSync(1, 'fault ' + failure.remedy + '\\n'),
  });
  let tick = Number(first);
  const writeTicks = async () => {
    for (;;) {
      const mine = tick++;
      const count = ${SERIES_COUNT};
      const batch = {
        count, receivedAtMillis: mine, seriesIds: Int32Array.from({ length: count }, (_, id) => id),
        observedAtMillis: new Float64Array(count).fill(mine),
        values: Float64Array.from({ length: count }, (_, id) => mine + id / 100),
      };
      for (let done = false; !done; ) {
        try {
          await history.append([], batch);
          done = true;
        } catch (failure) {
          writeSync(1, 'failed ' + failure.remedy + '\\n');
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
      writeSync(1, 'acknowledged ' + mine + '\\n');
    }
  };
  await Promise.all([writeTicks(), writeTicks(), writeTicks()]);
`;

interface Writer {
  readonly process: ChildProcess;
  readonly acknowledged: Set<number>;
  readonly failures: string[];
  /** Resolves when no more can be printed. */
  readonly ended: Promise<void>;
}

let folder: string;
let path: string;
const writers: Writer[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'telltale-crash-'));
  path = join(folder, 'history.db');
});

afterEach(() => {
  for (const writer of writers.splice(0)) writer.process.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

function startWriter(first: number): Writer {
  const urls = [distUrl('storage/history/sqlite-history.ts'), distUrl('storage/history/history-worker.ts')];
  const script = join(folder, 'writer.mjs');
  writeFileSync(script, WRITER);
  const args = [script, ...urls.map(String), path, String(first)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged = new Set<number>();
  const failures: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const tick = /^acknowledged (\d+)$/.exec(line)?.[1];
    if (tick === undefined) failures.push(line);
    else acknowledged.add(Number(tick));
  });
  const ended = Promise.all([once(child, 'exit'), once(lines, 'close')]).then(() => undefined);
  const writer = { process: child, acknowledged, failures, ended };
  writers.push(writer);
  return writer;
}

/** The ticks of the series on disk, each checked to have its value. */
function storedTicks(file: HistoryFile, seriesId: number): number[] {
  const { observedAtMillis, values } = file.read(seriesId, -Infinity, Infinity);
  expect(values).toEqual(observedAtMillis.map((tick) => tick + seriesId / 100));
  return [...observedAtMillis];
}

function expectStored(acknowledged: ReadonlySet<number>): number {
  const file = new HistoryFile(path);
  let last = 0;
  for (let seriesId = 0; seriesId < SERIES_COUNT; seriesId += 1) {
    const ticks = storedTicks(file, seriesId);
    const stored = new Set(ticks);
    expect(stored.size).toBe(ticks.length);
    expect([...acknowledged].filter((tick) => !stored.has(tick))).toEqual([]);
    last = Math.max(last, ticks.at(-1) ?? 0);
  }
  file.close();
  return last;
}

/** Reading shows equal times once; this looks beneath it. */
function expectNothingTwice(): void {
  const file = new HistoryFile(path);
  const readable = Array.from({ length: SERIES_COUNT }, (_, seriesId) => storedTicks(file, seriesId).length);
  file.close();
  const database = new Database(path);
  const stored = database.prepare(
    'SELECT (SELECT ifnull(sum(count), 0) FROM segment) + (SELECT ifnull(sum(count), 0) FROM journal)',
  );
  expect(stored.pluck().get()).toBe(readable.reduce((sum, count) => sum + count));
  database.close();
}

describe('a history whose process is killed', () => {
  it('has every acknowledged reading exactly once, wherever commits and compaction were', async () => {
    const acknowledged = new Set<number>();
    let next = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const writer = startWriter(next);
      const enough = 1 + ((round * 37) % 180);
      await vi.waitUntil(() => writer.acknowledged.size >= enough, { timeout: 40_000, interval: 1 });
      writer.process.kill('SIGKILL');
      await writer.ended;
      for (const tick of writer.acknowledged) acknowledged.add(tick);
      next = expectStored(acknowledged) + 10;
      expectNothingTwice();
    }
    expect(acknowledged.size).toBeGreaterThan(ROUNDS * 50);
  }, 180_000);
});

describe('a history whose disk is full', () => {
  it('fails with a remedy, and stores again once there is room', async () => {
    const writer = startWriter(0);
    await vi.waitUntil(() => writer.acknowledged.size >= 50, { timeout: 40_000 });
    limitFileSize(writer, '1000000');
    await vi.waitUntil(() => writer.failures.length > 3, { timeout: 40_000 });
    expect(writer.failures[0]).toMatch(/storing goes on by itself/);
    const before = writer.acknowledged.size;
    limitFileSize(writer, 'unlimited');
    await vi.waitUntil(() => writer.acknowledged.size > before + 300, { timeout: 40_000 });
    writer.process.kill('SIGKILL');
    await writer.ended;
    expectStored(writer.acknowledged);
  }, 120_000);
});

/** The kernel refuses to let the process write beyond the limit: as good as a full disk, without one. */
function limitFileSize({ process: child }: Writer, bytes: string): void {
  const { status, error } = spawnSync('prlimit', ['--pid', String(child.pid), `--fsize=${bytes}:unlimited`]);
  if (status !== 0) throw new Error('prlimit failed: install it with "apt-get install util-linux"', { cause: error });
}
