import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { SeededRandom } from '../test-support/seeded-random.ts';
import { Ranker, type Ranked } from './ranker.ts';
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
const flipped = (row: LabelledRow): LabelledRow => Object.assign({}, row, { label: row.label === 1 ? 0 : 1 });

function rankAndLearn(ranker: Ranker, rows: readonly LabelledRow[]): readonly Ranked[] {
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

// Each of these fits models anew, which takes seconds of CPU.
describe('ranking', { timeout: 400_000 }, () => {
  let ranked: readonly Ranked[] = [];
  beforeAll(() => {
    ranked = rankAll(trained(), later);
  }, 400_000);

  it('puts true events first among events it has not seen', () => {
    const share = later.filter(({ label }) => label === 1).length / later.length;
    expect(averagePrecision(ranked, later)).toBeGreaterThan(2 * share);
  });

  it('has contributions that add up to the priority exactly, in their order', () => {
    for (const { priority } of [...ranked, ...rankAll(new Ranker([], COLUMNS), later)]) {
      let sum = 0;
      for (const { value } of priority.contributions) sum += value;
      expect(sum).toBe(priority.value);
      expect(priority.contributions.length).toBeGreaterThan(1);
    }
  });

  it('explains the very log-odds that it scores with, the same every time', () => {
    const scoring = trained();
    for (const [index, row] of later.entries())
      expect(ranked[index]?.priority.value).toBeCloseTo(scoring.score(row), 3);
  });

  it('knows nothing of dispositions to come', () => {
    const rows = later.slice(0, 40);
    const changed = rows.map((row, index) => (index < 20 ? row : flipped(row)));
    const [whole, other] = [rankAndLearn(trained(), rows), rankAndLearn(trained(), changed)];
    expect(other.slice(0, 21)).toEqual(whole.slice(0, 21));
    expect(other.slice(21)).not.toEqual(whole.slice(21));
  });

  it('knows nothing of dispositions to come when it begins with nothing either', () => {
    const rows = later.slice(0, 60);
    const whole = rankAndLearn(new Ranker([], COLUMNS), rows);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: rows.length - 1 }), (from) => {
        const changed = rows.map((row, index) => (index < from ? row : flipped(row)));
        expect(rankAndLearn(new Ranker([], COLUMNS), changed).slice(0, from + 1)).toEqual(whole.slice(0, from + 1));
      }),
      { numRuns: 20 },
    );
  });

  it('learns from a closing after the event was ranked, and tells a new site from a familiar one', () => {
    const ranker = trained();
    expect(ranker.rank(calm).model).toBe('familiar site');
    const probabilityAfter = (label: 0 | 1): number => {
      const lesson = ranker.lesson();
      for (let closing = 0; closing < 30; closing++) ranker.learn(lesson, label);
      return ranker.rank(calm).probability;
    };
    expect(probabilityAfter(1)).toBeGreaterThan(probabilityAfter(0));
    expect(ranker.rank({ ...calm, site: 'elsewhere' }).model).toBe('new site');
  });

  it('takes what the training file holds of a later time for not yet happened', () => {
    const early = { ...calm, timeSeconds: (history[0]?.timeSeconds ?? 0) - 10 };
    const ranker = trained();
    const first = ranker.rank(early);
    expect(first.sentence).not.toContain('ago');
    expect(ranker.rank({ ...early, timeSeconds: early.timeSeconds + 5 }).priority.value).not.toBe(first.priority.value);
  });

  it('loses little by one wrong disposition in twenty', () => {
    const random = new SeededRandom(3);
    const big = madeUpRoom(1600, 5);
    const poisoned = big.slice(0, 800).map((row) => (random.uniform() < 0.05 ? flipped(row) : row));
    const test = big.slice(800);
    const clean = averagePrecision(rankAll(new Ranker(big.slice(0, 800), COLUMNS), test), test);
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
});
