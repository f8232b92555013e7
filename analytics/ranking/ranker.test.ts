import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../test-support/seeded-random.ts';
import { Ranker, type Lesson, type Ranked } from './ranker.ts';
import type { LabelledRow } from './ranking-row.ts';
import { madeUpRoom } from './test-support/room.ts';

const COLUMNS = { numericColumns: [], wordColumns: [] };
const room = madeUpRoom(600, 1);
const history = room.slice(0, 400);
const later = room.slice(400);
const calm: LabelledRow = {
  timeSeconds: (room.at(-1)?.timeSeconds ?? 0) + 3600,
  type: 'camera motion',
  site: 'site 1',
  sensor: 'camera 1',
  latitude: NaN,
  longitude: NaN,
  numbers: [],
  words: [],
  label: undefined,
};
const trained = () => new Ranker(history, COLUMNS);
const rankAll = (ranker: Ranker, rows: readonly LabelledRow[]): readonly Ranked[] =>
  rows.map((row) => ranker.rank(row));

function rankAndLearn(rows: readonly LabelledRow[]): readonly Ranked[] {
  const ranker = trained();
  return rows.map((row) => {
    const ranked = ranker.rank(row);
    if (row.label !== undefined) ranker.learn(ranker.lesson(), row.label);
    return ranked;
  });
}

function averagePrecision(ranked: readonly Ranked[], rows: readonly LabelledRow[]): number {
  const order = [...rows.keys()].sort(
    (one, other) => (ranked[other]?.probability ?? 0) - (ranked[one]?.probability ?? 0),
  );
  let [found, sum] = [0, 0];
  for (const [place, row] of order.entries()) if (rows[row]?.label === 1) sum += ++found / (place + 1);
  return sum / found;
}

describe('ranking', () => {
  it('puts true events first among events it has not seen', () => {
    const share = later.filter(({ label }) => label === 1).length / later.length;
    expect(averagePrecision(rankAll(trained(), later), later)).toBeGreaterThan(2 * share);
  });

  it('has contributions that add up to the priority exactly, in their order', () => {
    const ranker = trained();
    const cold = new Ranker([], COLUMNS);
    for (const row of later)
      for (const { priority } of [ranker.rank(row), cold.rank(row)]) {
        let sum = 0;
        for (const { value } of priority.contributions) sum += value;
        expect(sum).toBe(priority.value);
        expect(priority.contributions.length).toBeGreaterThan(1);
      }
  });

  it('explains the very log-odds that it scores with', () => {
    const scored = trained();
    const explained = trained();
    for (const row of later.slice(0, 50)) expect(explained.rank(row).priority.value).toBeCloseTo(scored.score(row), 3);
  });

  it('gives the same answers to the same rows', () => {
    expect(rankAndLearn(later.slice(0, 60))).toEqual(rankAndLearn(later.slice(0, 60)));
  });

  it('knows nothing of dispositions to come', () => {
    const rows = later.slice(0, 40);
    const whole = rankAndLearn(rows);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: rows.length - 1 }), (flipped) => {
        const changed = rows.map((row, index): LabelledRow => {
          const label = row.label === 1 ? 0 : 1;
          return index === flipped ? Object.assign({}, row, { label }) : row;
        });
        expect(rankAndLearn(changed).slice(0, flipped + 1)).toEqual(whole.slice(0, flipped + 1));
      }),
      { numRuns: 3 },
    );
  });

  it('learns from a closing after the event was ranked', () => {
    const row = calm;
    const moved = ([0, 1] as const).map((label) => {
      const ranker = trained();
      const before = ranker.rank(row).probability;
      const lesson: Lesson = ranker.lesson();
      for (let closing = 0; closing < 30; closing++) ranker.learn(lesson, label);
      return ranker.rank({ ...row, timeSeconds: row.timeSeconds + 86_400 }).probability - before;
    });
    expect(moved[1]).toBeGreaterThan(moved[0] ?? Infinity);
  });

  it('takes what the training file holds of a later time for not yet happened', () => {
    const early = { ...calm, timeSeconds: (history[0]?.timeSeconds ?? 0) - 10 };
    const alone = new Ranker(history, COLUMNS).rank(early);
    const amongOthers = new Ranker(history, COLUMNS);
    amongOthers.rank({ ...early, timeSeconds: early.timeSeconds - 20 });
    expect(alone.sentence).not.toContain('ago');
    expect(amongOthers.rank(early).priority.value).not.toBe(alone.priority.value);
  });

  it('loses little by one wrong disposition in twenty', () => {
    const random = new SeededRandom(3);
    const big = madeUpRoom(2000, 5);
    const poisoned = big.slice(0, 1200).map((row): LabelledRow => {
      const label = row.label === 1 ? 0 : 1;
      return random.uniform() < 0.05 ? Object.assign({}, row, { label }) : row;
    });
    const test = big.slice(1200);
    const clean = averagePrecision(rankAll(new Ranker(big.slice(0, 1200), COLUMNS), test), test);
    const spoilt = averagePrecision(rankAll(new Ranker(poisoned, COLUMNS), test), test);
    expect(clean - spoilt).toBeLessThanOrEqual(0.02);
  });

  it('puts danger to life above everything else, whatever the model says', () => {
    const columns = { numericColumns: [], wordColumns: ['class'] };
    const withClass = (row: LabelledRow, name: string): LabelledRow => ({ ...row, words: [name] });
    const ranker = new Ranker(
      history.map((row) => withClass(row, 'intrusion')),
      columns,
    );
    const others = later.map((row) => ranker.rank(withClass(row, 'intrusion')).priority.value);
    for (const name of ['fire', 'hold-up', 'man-down'])
      expect(ranker.rank(withClass(calm, name)).priority.value).toBeGreaterThan(Math.max(...others));
  });

  it('ranks by rules and by the rates so far when too little was closed', () => {
    const ranker = new Ranker(history.slice(0, 15), COLUMNS);
    const rows = ['fire in stairwell', 'door contact', 'test'].map((type, index) =>
      Object.assign({}, calm, { type, timeSeconds: 1_800_000_000 + index * 86_400 }),
    );
    const [fire, door, test] = rankAll(ranker, rows);
    expect(fire?.model).toBe('cold start');
    expect(fire?.probability).toBeGreaterThan(door?.probability ?? 1);
    expect(door?.probability).toBeGreaterThan(test?.probability ?? 1);
  });

  it('tells a site of the training file from a new one', () => {
    const ranker = trained();
    const row = calm;
    expect(ranker.rank(row).model).toBe('familiar site');
    expect(ranker.rank({ ...row, site: 'elsewhere' }).model).toBe('new site');
  });
});
