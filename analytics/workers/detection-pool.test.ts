import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { until } from '../../test/support/until.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { DetectionEngine, type LevelChange } from '../detection-engine.ts';
import { SeededRandom } from '../test-support/seeded-random.ts';
import type { DetectionPool } from './detection-pool.ts';
import { loadDetectors } from './detector-modules.ts';
import { allDetectors, batchOf, makePool, scoringDetector, type Row } from './test-support/pools.ts';

const MINUTE = 60_000;
const DAY_MINUTES = 1440;

/** Three days of a day's course with spikes, steps, late and repeated rows, in the order of their arrival. */
function generatedRows(): Row[] {
  const random = new SeededRandom(5);
  const rows: Row[] = [];
  for (let minute = 0; minute < 3 * DAY_MINUTES; minute += 10) {
    for (let seriesId = 0; seriesId < 15; seriesId += 1) {
      const course = 20 + 5 * Math.sin((2 * Math.PI * minute) / DAY_MINUTES + seriesId);
      const spike = random.uniform() < 0.002 ? 40 : 0;
      const late = random.uniform() < 0.01 ? 30 : 0;
      rows.push([seriesId, (minute - late) * MINUTE, course + spike + 0.2 * random.gaussian()]);
      if (random.uniform() < 0.01) rows.push(rows.at(-1) ?? [0, 0, 0]);
    }
  }
  return rows;
}

interface Judged {
  readonly scores: number[];
  readonly changes: LevelChange[];
}

/** Hands over all batches before the first is judged, as a busy collector would. */
async function judgeWith(pool: DetectionPool, rows: readonly Row[], batchRows: number): Promise<Judged> {
  const batches = Array.from({ length: Math.ceil(rows.length / batchRows) }, (_, n) =>
    batchOf(rows.slice(n * batchRows, (n + 1) * batchRows)),
  );
  const judged = await Promise.all(batches.map(async (batch) => await pool.process(batch)));
  return { scores: judged.flatMap(({ scores }) => [...scores]), changes: judged.flatMap(({ changes }) => changes) };
}

function filesIn(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'base64')]),
  );
}

describe('the same input', async () => {
  const detectors = await allDetectors();
  const rows = generatedRows();
  const sources = await loadDetectors(detectors);
  const engine = new DetectionEngine({
    detectors: sources.map(({ kind, create }) => ({ kind, detector: create() })),
    seriesKeyOf: (seriesId) => `temperature{sensor="s${seriesId}",site="lab"}`,
  });
  const expected = { scores: new Float64Array(rows.length), changes: [] as LevelChange[] };
  engine.process(batchOf(rows), (change) => expected.changes.push(change), expected.scores);

  it('makes the engine judge, and some levels change', () => {
    expect(expected.changes.length).toBeGreaterThan(12);
    expect(expected.scores.filter((score) => score > 0).length).toBeGreaterThan(rows.length / 2);
  });

  it.each([
    [0, 1],
    [1, 7],
    [1, 1000],
    [2, 1],
    [2, 10_000],
  ])(
    'gives the same scores and level changes with %d workers and batches of %d, stopped and restored in the middle',
    async (workers, batchRows) => {
      const folder = temporaryFolder();
      const half = Math.floor(rows.length / 2);
      const parts: Judged[] = [];
      for (const part of [rows.slice(0, half), rows.slice(half)]) {
        const { pool } = makePool({ workers, detectors, folder });
        await pool.start();
        parts.push(await judgeWith(pool, part, batchRows));
        await pool.stop();
      }
      expect(parts.flatMap(({ scores }) => scores)).toEqual([...expected.scores]);
      expect(parts.flatMap(({ changes }) => changes)).toEqual(expected.changes);
    },
  );

  it('leaves the same memory, byte by byte, whatever the number of workers', async () => {
    const memories: Record<string, string>[] = [];
    for (const workers of [0, 1, 2]) {
      const folder = temporaryFolder();
      const { pool } = makePool({ workers, detectors, folder });
      await pool.start();
      await judgeWith(pool, rows, 999);
      await pool.stop();
      memories.push(filesIn(folder));
    }
    expect(Object.keys(memories[0] ?? {}).length).toBeGreaterThan(6);
    expect(memories[1]).toEqual(memories[0]);
    expect(memories[2]).toEqual(memories[0]);
  });

  it('goes on where it was with another number of workers', async () => {
    const folder = temporaryFolder();
    const half = Math.floor(rows.length / 2);
    const first = makePool({ workers: 2, detectors, folder });
    await first.pool.start();
    await judgeWith(first.pool, rows.slice(0, half), 1000);
    await first.pool.stop();
    const second = makePool({ workers: 3, detectors, folder });
    await second.pool.start();
    const { scores } = await judgeWith(second.pool, rows.slice(half), 1000);
    await second.pool.stop();
    expect(scores).toEqual(Array.from(expected.scores.subarray(half)));
  });
});

const ECHO = scoringDetector('echo', '(value) => value');

describe('a worker that dies', () => {
  const DEADLY = scoringDetector(
    'deadly',
    '(value) => { if (value === 666) throw new Error("no memory left"); return value; }',
  );

  it('is replaced from the last snapshot, without the rows it died over, and the rest is judged', async () => {
    const folder = temporaryFolder();
    const { pool, story, time } = makePool({ workers: 1, detectors: [DEADLY], folder });
    await pool.start();
    await pool.process(batchOf([[0, 1000, 0]]));
    await until('a snapshot', async () => {
      await time.pass(50_000);
      return readdirSync(folder).some((name) => name.endsWith('.snapshot'));
    });
    const judging = Promise.all([
      pool.process(batchOf([[0, 2000, 666]])),
      pool.process(batchOf([[1, 2000, 0.5]])),
      pool.process(
        batchOf([
          [0, 1000, 0],
          [0, 3000, 3],
        ]),
      ),
    ]);
    await until('the pause before the second replacement', () => time.timers === 2);
    await time.pass(1000);
    const judged = await judging;
    await pool.stop();
    expect(judged.map(({ scores }) => Array.from(scores))).toEqual([[NaN], [0.5], [NaN, 3]]);
    expect(judged[2].changes).toMatchObject([{ seriesId: 0, aberration: { level: 'alarm' } }]);
    expect(story[0]).toContain('worker failed: a detection worker has ended: no memory left.');
    expect(story.at(-1)).toBe('worker recovered');
    expect(pool.counters.skippedOverload).toBe(1);
  });

  it('at the start is a failure to start', async () => {
    const broken = { kind: 'broken', moduleUrl: 'data:text/javascript,throw new Error("not a detector")', config: {} };
    const { pool } = makePool({ workers: 1, detectors: [broken] });
    await expect(pool.start()).rejects.toThrow('not a detector');
  });
});

describe('what the detectors knew', () => {
  async function runOnce(folder: string, detectors: Parameters<typeof makePool>[0]['detectors'], rows: readonly Row[]) {
    const { pool, story } = makePool({ workers: 0, detectors, folder });
    const reports = await pool.start();
    const { scores } = await judgeWith(pool, rows, rows.length);
    const isLearning = pool.isLearning(0);
    await pool.stop();
    return {
      report: reports.find((each) => each.restoredSeries > 0 || each.failure !== undefined),
      scores,
      isLearning,
      story,
    };
  }

  it.each<[string, (whole: Buffer) => Buffer]>([
    ['cut off', (whole) => whole.subarray(0, whole.length - 9)],
    ['empty', () => Buffer.alloc(0)],
    ['altered', (whole) => Buffer.concat([whole.subarray(0, -20), Buffer.alloc(20)])],
    ['of something else', () => Buffer.from('PNG and then some bytes that mean something else')],
    [
      'of another version',
      (whole) => Buffer.from(whole.toString('latin1').replace('"version":2', '"version":1'), 'latin1'),
    ],
  ])('is left aside with a reason when its file is %s', async (_how, damage) => {
    const folder = temporaryFolder();
    await runOnce(folder, [ECHO], [[0, 1000, 0]]);
    const [name = ''] = readdirSync(folder);
    const file = join(folder, name);
    writeFileSync(file, damage(readFileSync(file)));
    const { report, scores } = await runOnce(folder, [ECHO], [[0, 500, 0]]);
    expect(report).toMatchObject({ restoredSeries: 0, failure: { message: expect.stringContaining(file) } });
    expect(scores).toEqual([0]);
    expect((await runOnce(folder, [ECHO], [])).report).toMatchObject({ restoredSeries: 1, startedAnew: [] });
  });

  it('stays with the other detectors when the configuration of one changes', async () => {
    const folder = temporaryFolder();
    const other = (config: unknown) => scoringDetector('other', '() => NaN', config);
    await runOnce(folder, [ECHO, other({ gain: 1 })], [[0, 1000, 0]]);
    const { report, scores } = await runOnce(folder, [ECHO, other({ gain: 2 })], [[0, 1000, 0]]);
    expect(report).toMatchObject({ restoredSeries: 1, startedAnew: ['other'] });
    expect(scores).toEqual([NaN]);
  });

  it('is kept as it was when it cannot be saved, which is told', async () => {
    const folder = join(temporaryFolder(), 'detection');
    await runOnce(folder, [ECHO], [[0, 1000, 0]]);
    const before = filesIn(folder);
    const [name = ''] = readdirSync(folder);
    mkdirSync(join(folder, `${name}.unfinished`));
    const { story } = await runOnce(folder, [ECHO], [[0, 2000, 0]]);
    expect(story[0]).toMatch(/^memory failed: what the detectors know could not be saved to .*EISDIR/);
    expect(readFileSync(join(folder, name), 'base64')).toEqual(before[name]);
  });

  it('says of a series whether enough of it is known, after a restart too', async () => {
    const folder = temporaryFolder();
    const knowing = scoringDetector('knowing', '(value) => value < 0 ? NaN : value');
    const isLearning = async (...rows: readonly Row[]) => (await runOnce(folder, [knowing], rows)).isLearning;
    expect(await isLearning([0, 1000, -1])).toBe(true);
    expect(await isLearning([0, 2000, 1])).toBe(false);
    expect(await isLearning([0, 3000, -1])).toBe(false);
  });
});

describe('more readings than can be judged', () => {
  it('are kept from the detectors, counted and told, until there are fewer', async () => {
    const { pool, story } = makePool({ workers: 1, detectors: [ECHO], maxWaitingReadings: 3 });
    await pool.start();
    const judged = await Promise.all([
      pool.process(
        batchOf([
          [0, 1, 0],
          [0, 2, 0],
        ]),
      ),
      pool.process(
        batchOf([
          [0, 3, 0],
          [0, 4, 0],
        ]),
      ),
      pool.process(batchOf([[0, 5, 0]])),
    ]);
    expect(judged.map(({ scores }) => Array.from(scores))).toEqual([[0, 0], [NaN, NaN], [0]]);
    expect(pool.counters).toMatchObject({ judged: 3, skippedOverload: 2 });
    expect(story).toEqual([expect.stringContaining('overload failed: 2 readings wait'), 'overload recovered']);
    await pool.stop();
  });
});
