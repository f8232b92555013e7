import { expect, it } from 'vitest';
import { Latest } from './latest.ts';

it('keeps the latest, the oldest of them first, however many came', () => {
  const latest = new Latest<number>(3);
  for (let item = 1; item <= 20; item += 1) {
    latest.add(item);
    expect(latest.items).toEqual([item - 2, item - 1, item].filter((each) => each > 0));
  }
  latest.clear();
  expect(latest.items).toEqual([]);
});
