import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FAILURE_REASONS, Failure } from '../../core/failure.ts';
import { ReadingBatchBuilder, type ReadingBatch } from '../../core/reading-batch.ts';
import { SeriesRegistry } from '../../core/series-registry.ts';
import { makeSeries } from '../../core/series.ts';
import { distUrl } from '../../test/support/dist-url.ts';
import { HistoryFile } from './history-file.ts';
import { SqliteHistory, type SqliteHistoryOptions } from './sqlite-history.ts';

let folder: string;
let path: string;
const started: SqliteHistory[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'telltale-history-'));
  path = join(folder, 'history.db');
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((history) => history.stop()));
  rmSync(folder, { recursive: true });
});

function startHistory(options: Partial<SqliteHistoryOptions> = {}): SqliteHistory {
  const clock = { nowMillis: () => 0, monotonicMillis: () => 0 };
  const workerUrl = distUrl('storage/history/history-worker.ts');
  const history = new SqliteHistory({ file: path, workerUrl, clock, ...options });
  started.push(history);
  return history;
}

function batchOf(...rows: [seriesId: number, time: number, value: number][]): ReadingBatch {
  const builder = new ReadingBatchBuilder();
  for (const row of rows) builder.add(...row);
  return builder.build(0);
}

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Failure)) throw new Error(`expected a Failure, got ${String(error)}`);
  expect(FAILURE_REASONS).toContain(error.reason);
  expect(error.remedy).not.toBe('');
  return error;
}

function readTimes(history: SqliteHistory, seriesId: number): Promise<number[]> {
  return history.read(seriesId, 0, Infinity).then((columns) => [...columns.observedAtMillis]);
}

describe('SqliteHistory', () => {
  it('reads back what it was given, half-open in time, after a restart too', async () => {
    const registry = new SeriesRegistry();
    const id = registry.register(makeSeries('lab', 's1', 'temperature', { unit: 'C' })) ?? -1;
    const history = startHistory();
    expect(await history.loadSeries()).toEqual([]);
    await history.append(registry.takeUnsaved(), batchOf([id, 1000, 20.5], [id, 2000, 21]));
    await history.append([], batchOf([id, 1500, 20.75], [id, 2000, 21.25]));
    const expected = { observedAtMillis: Float64Array.of(1000, 1500), values: Float64Array.of(20.5, 20.75) };
    expect(await history.read(id, 1000, 2000)).toEqual(expected);
    await history.stop();
    const again = startHistory();
    expect(await again.loadSeries()).toEqual([makeSeries('lab', 's1', 'temperature', { unit: 'C' })]);
    expect(await again.read(id, 1000, 2000)).toEqual(expected);
    expect(await again.read(id + 1, 0, 9000)).toEqual({
      observedAtMillis: new Float64Array(),
      values: new Float64Array(),
    });
  });

  it('lets appends that overlap share a commit, and leaves the batches to their owner', async () => {
    const onCommit = vi.fn<(readings: number, seconds: number) => void>();
    const history = startHistory({ onCommit });
    const batches = Array.from({ length: 50 }, (_, row) => batchOf([0, row, row], [1, row, -row]));
    await Promise.all(batches.map((batch) => history.append([], batch)));
    expect(onCommit.mock.calls.map(([readings]) => readings)).toEqual([2, 98]);
    expect(batches.at(-1)).toEqual(batchOf([0, 49, 49], [1, 49, -49]));
    expect(await readTimes(history, 1)).toEqual(batches.map((_, row) => row));
  });

  it('tells how long a commit took and how much is pending', async () => {
    let nowMillis = 0;
    const onCommit = vi.fn<(readings: number, seconds: number) => void>();
    const history = startHistory({ onCommit, clock: { nowMillis: () => 0, monotonicMillis: () => nowMillis } });
    const committed = history.append([], batchOf([0, 1, 1], [0, 2, 2]));
    expect(history.pendingReadings).toBe(2);
    nowMillis = 250;
    await committed;
    expect(history.pendingReadings).toBe(0);
    expect(onCommit).toHaveBeenCalledExactlyOnceWith(2, 0.25);
  });

  it('refuses more than it may hold in memory, and loses no series by that', async () => {
    const registry = new SeriesRegistry();
    registry.register(makeSeries('lab', 's1', 'a'));
    const history = startHistory({ maxPendingReadings: 2 });
    const first = history.append([], batchOf([0, 1, 1], [0, 2, 2]));
    const failure = await failureOf(history.append(registry.takeUnsaved(), batchOf([0, 3, 3])));
    expect(failure).toMatchObject({ reason: 'rate-limited', retryable: true });
    await first;
    registry.register(makeSeries('lab', 's2', 'a'));
    await history.append(registry.takeUnsaved(), batchOf([0, 3, 3]));
    expect(await readTimes(history, 0)).toEqual([1, 2, 3]);
    expect(await history.loadSeries()).toHaveLength(2);
  });

  it('commits what is pending when it stops, once, and refuses afterwards', async () => {
    const history = startHistory();
    const commits = Array.from({ length: 20 }, (_, row) => history.append([], batchOf([0, row, row])));
    await Promise.all([history.stop(), history.stop()]);
    await Promise.all(commits);
    expect(await failureOf(history.append([], batchOf([0, 99, 0])))).toMatchObject({ reason: 'cancelled' });
    const file = new HistoryFile(path);
    expect(file.read(0, 0, Infinity).values).toHaveLength(20);
    file.close();
  });

  it('compacts by itself once there is enough', async () => {
    const history = startHistory({ compaction: { segmentReadings: 100, sliceReadings: 30 } });
    for (let row = 0; row < 250; row += 1) await history.append([], batchOf([row % 3, row, row]));
    await history.stop();
    const file = new HistoryFile(path);
    expect(file.journalReadings()).toBeLessThan(200);
    expect(file.read(0, 0, Infinity).values).toHaveLength(84);
    file.close();
  });

  it('compacts by itself what is old enough, without anything else happening', async () => {
    const history = startHistory({ sealAfterSeconds: 0.01, retentionDays: 0 });
    for (let round = 0; round < 3; round += 1) {
      await history.append([], { ...batchOf([0, 1, 1]), receivedAtMillis: 1000 });
      await vi.waitUntil(async () => (await readTimes(history, 0)).length === 0);
    }
  });

  it('fails with a remedy while the folder is missing, and works once it is there', async () => {
    const later = join(folder, 'later');
    const history = startHistory({ file: join(later, 'history.db') });
    const registry = new SeriesRegistry();
    registry.register(makeSeries('lab', 's1', 'a'));
    const failure = await failureOf(history.append(registry.takeUnsaved(), batchOf([0, 1, 1])));
    expect(failure).toMatchObject({ reason: 'configuration', retryable: true });
    mkdirSync(later);
    await history.append([], batchOf([0, 1, 1]));
    expect(await readTimes(history, 0)).toEqual([1]);
    expect(await history.loadSeries()).toHaveLength(1);
  });

  it('fails with a remedy when the file is not a history', async () => {
    writeFileSync(path, 'x'.repeat(20_000));
    const history = startHistory();
    expect(await failureOf(history.loadSeries())).toMatchObject({ reason: 'other', retryable: false });
    expect((await failureOf(history.append([], batchOf([0, 1, 1])))).message).toContain(path);
    rmSync(path);
    await history.append([], batchOf([0, 1, 1]));
    expect(await readTimes(history, 0)).toEqual([1]);
  });

  it('fails every call when its worker is gone', async () => {
    const history = startHistory({ workerUrl: new URL('file:///nonexistent/worker.js') });
    await failureOf(history.append([], batchOf([0, 1, 1])));
    await failureOf(history.read(0, 0, 1));
    expect(history.pendingReadings).toBe(0);
    await history.stop();
  });
});
