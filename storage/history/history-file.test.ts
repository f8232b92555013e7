import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../core/failure.ts';
import { ReadingBatchBuilder } from '../../core/reading-batch.ts';
import { SeriesRegistry } from '../../core/series-registry.ts';
import { makeSeries } from '../../core/series.ts';
import type { CompactionSettings } from './compaction.ts';
import { HistoryFile } from './history-file.ts';
import type { Readings } from './journal.ts';
import { openDatabase } from './open-database.ts';

type Reading = readonly [seriesId: number, time: number, value: number];

const SMALL: CompactionSettings = {
  segmentReadings: 20,
  mergeSegments: 3,
  highestLevel: 2,
  longestChunk: 60,
  sliceReadings: 4,
};
const KEEP_ALL = -Infinity;

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'telltale-history-'));
  path = join(folder, 'history.db');
});

afterEach(() => rmSync(folder, { recursive: true }));

function readingsOf(rows: readonly Reading[]): Readings {
  const builder = new ReadingBatchBuilder();
  for (const row of rows) builder.add(...row);
  return builder.build(0);
}

function compactAll(file: HistoryFile, expiredMillis = KEEP_ALL): void {
  const steps = file.compact(expiredMillis);
  while (steps.next().done !== true);
}

function readAll(file: HistoryFile, seriesId: number, from = -Infinity, to = Infinity): [number, number][] {
  const { observedAtMillis, values } = file.read(seriesId, from, to);
  return [...observedAtMillis].map((time, row) => [time, values[row] ?? Number.NaN]);
}

/** What the history should hold: a map for each series, written over by what comes later. */
class Model {
  readonly #bySeries = new Map<number, Map<number, number>>();

  append(rows: readonly Reading[]): void {
    for (const [seriesId, time, value] of rows) {
      const readings = this.#bySeries.get(seriesId) ?? new Map<number, number>();
      readings.set(time, value);
      this.#bySeries.set(seriesId, readings);
    }
  }

  read(seriesId: number, from: number, to: number): [number, number][] {
    return [...(this.#bySeries.get(seriesId) ?? [])]
      .filter(([time]) => time >= from && time < to)
      .sort(([left], [right]) => left - right);
  }
}

const SERIES_COUNT = 4;

const reading = fc.tuple(
  fc.integer({ min: 0, max: SERIES_COUNT - 1 }),
  fc.integer({ min: 0, max: 60 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const command = fc.oneof(
  { weight: 6, arbitrary: fc.array(reading, { minLength: 1, maxLength: 12 }).map((rows) => ({ append: rows })) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 40 }).map((steps) => ({ compactSteps: steps })) },
  { weight: 1, arbitrary: fc.constant({ reopen: true as const }) },
);

describe('HistoryFile', () => {
  it('reads what a map would hold, whatever is late, repeated, compacted halfway or reopened', () => {
    fc.assert(
      fc.property(
        fc.array(command, { maxLength: 60 }),
        fc.tuple(fc.integer({ min: -1, max: 61 }), fc.integer({ min: -1, max: 61 })),
        (commands, [from, to]) => {
          const ownPath = join(mkdtempSync(join(folder, 'run-')), 'history.db');
          const model = new Model();
          let file = new HistoryFile(ownPath, SMALL);
          let steps = file.compact(KEEP_ALL);
          const expectSame = (): void => {
            for (let seriesId = 0; seriesId < SERIES_COUNT; seriesId += 1) {
              expect(readAll(file, seriesId, from, to)).toEqual(model.read(seriesId, from, to));
              expect(readAll(file, seriesId)).toEqual(model.read(seriesId, -Infinity, Infinity));
            }
          };
          for (const each of commands) {
            if ('append' in each) {
              file.append([], readingsOf(each.append));
              model.append(each.append);
            } else if ('compactSteps' in each) {
              for (let step = 0; step < each.compactSteps; step += 1) {
                if (steps.next().done === true) steps = file.compact(KEEP_ALL);
              }
            } else {
              file.close();
              file = new HistoryFile(ownPath, SMALL);
              steps = file.compact(KEEP_ALL);
            }
            expectSame();
          }
          compactAll(file);
          expectSame();
          file.close();
        },
      ),
      { numRuns: 40, interruptAfterTimeLimit: 20_000 },
    );
  });

  it('reads across segments and the journal', () => {
    const file = new HistoryFile(path);
    file.append([], readingsOf([[3, 1000, 1], [3, 2000, 2]])); // prettier-ignore
    compactAll(file);
    file.append([], readingsOf([[3, 3000, 3], [3, 2000, 2.5], [4, 2500, 9]])); // prettier-ignore
    expect(readAll(file, 3)).toEqual([[1000, 1], [2000, 2.5], [3000, 3]]); // prettier-ignore
    expect(readAll(file, 3, 2000, 3000)).toEqual([[2000, 2.5]]);
    file.close();
  });

  it('empties the journal when it compacts, and keeps few segments by merging them', () => {
    const file = new HistoryFile(path, { ...SMALL, longestChunk: 1_000_000 });
    for (let time = 0; time < 12; time += 1) {
      file.append([], readingsOf([[0, time, time], [7, time, -time]])); // prettier-ignore
      compactAll(file);
    }
    expect(file.journalReadings()).toBe(0);
    file.close();
    const database = new Database(path);
    expect(database.prepare('SELECT level, count FROM segment ORDER BY last_commit').raw().all()).toEqual([
      [2, 18],
      [1, 6],
    ]);
    expect(database.prepare('SELECT count(*) FROM chunk').pluck().get()).toBe(4);
    database.close();
  });

  it('never makes a chunk longer than what one read may cost', () => {
    const file = new HistoryFile(path, { ...SMALL, longestChunk: 5 });
    for (let time = 0; time < 30; time += 1) {
      file.append([], readingsOf([[0, time, time]]));
      compactAll(file);
    }
    expect(readAll(file, 0)).toHaveLength(30);
    file.close();
    const database = new Database(path);
    expect(database.prepare('SELECT max(count) FROM chunk').pluck().get()).toBe(3);
    database.close();
  });

  it('drops whole segments that ended before the retention limit, with their chunks', () => {
    const file = new HistoryFile(path);
    file.append([], readingsOf([[0, 1000, 1]]));
    compactAll(file);
    file.append([], readingsOf([[0, 5000, 5]]));
    compactAll(file, 3000);
    expect(readAll(file, 0)).toEqual([[5000, 5]]);
    file.close();
    const database = new Database(path);
    expect(database.prepare('SELECT count(*) FROM chunk').pluck().get()).toBe(1);
    database.close();
  });

  it('removes what an interrupted compaction left behind', () => {
    const file = new HistoryFile(path, SMALL);
    const rows = Array.from({ length: 20 }, (_, row): Reading => [row, row, row]);
    file.append([], readingsOf(rows));
    const steps = file.compact(KEEP_ALL);
    for (let step = 0; step < 8; step += 1) steps.next();
    file.close();
    const reopened = new HistoryFile(path, SMALL);
    compactAll(reopened);
    for (const [seriesId, time, value] of rows) expect(readAll(reopened, seriesId)).toEqual([[time, value]]);
    reopened.close();
    const database = new Database(path);
    expect(database.prepare('SELECT count(*) FROM chunk').pluck().get()).toBe(20);
    database.close();
  });

  it('gives back the series in the order of their integers, hostile labels and all', () => {
    const registry = new SeriesRegistry();
    registry.register(makeSeries('lab', 's"1', 'temperature', { unit: 'C' }));
    registry.register(makeSeries('lab', 's2', 'x\u0000\udc00', { labels: [['__proto__', 'polluted'], ['a\u0000b', '\ud83d']] })); // prettier-ignore
    const file = new HistoryFile(path);
    file.append(registry.takeUnsaved(), readingsOf([]));
    file.close();
    const reopened = new HistoryFile(path);
    expect(reopened.loadSeries()).toEqual(registry.all().map(({ series }) => series));
    reopened.close();
  });

  it('takes the same series twice, but refuses another series under a known integer', () => {
    const registry = new SeriesRegistry();
    registry.register(makeSeries('lab', 's1', 'temperature'));
    const other = new SeriesRegistry();
    other.register(makeSeries('lab', 's2', 'humidity'));
    const file = new HistoryFile(path);
    file.append(registry.all(), readingsOf([]));
    file.append(registry.all(), readingsOf([]));
    expect(file.loadSeries()).toHaveLength(1);
    expect(() => file.append(other.all(), readingsOf([[0, 1, 1]]))).toThrow(Failure);
    expect(readAll(file, 0)).toEqual([]);
    file.close();
  });

  it('syncs every commit, which the driver gives up at the first write unless told', () => {
    const database = openDatabase(path);
    database.exec("INSERT INTO series VALUES (0, 'k', 'm', '[]', NULL)");
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    database.close();
  });

  it('is for one process alone', () => {
    const file = new HistoryFile(path);
    expect(() => new HistoryFile(path)).toThrow('database is locked');
    file.close();
  });

  it('refuses a file of a later format with a remedy', () => {
    new HistoryFile(path).close();
    const database = new Database(path);
    database.pragma('user_version = 9');
    database.close();
    expect(() => new HistoryFile(path)).toThrow(Failure);
  });
});
