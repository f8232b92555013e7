import { expect, it } from 'vitest';
import { SeededRandom } from '../test-support/seeded-random.ts';
import { LossWatch } from './loss-watch.ts';

const LOG_ODDS = Math.log(0.06 / 0.94);

function noticedAfter(trueShare: number, most: number): number | undefined {
  const random = new SeededRandom(7);
  const watch = new LossWatch();
  for (let closing = 1; closing <= most; closing += 1) {
    watch.add(LOG_ODDS, random.uniform() < trueShare ? 1 : 0);
    if (watch.isNoticed) return closing;
  }
  return undefined;
}

it('keeps quiet for very many closings while what is said comes true', () => {
  expect(noticedAfter(0.06, 50_000)).toBeUndefined();
});

it('notices soon when true events become several times as frequent', () => {
  expect(noticedAfter(0.3, 1000)).toBeLessThan(150);
});
