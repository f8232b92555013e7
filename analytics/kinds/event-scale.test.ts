import { expect, it } from 'vitest';
import { fromEventScale, LEAST_EVENT_DEVIATION, toEventScale } from './event-scale.ts';

it('can be left again', () => {
  for (const count of [0, 1, 7, 1e6]) expect(fromEventScale(toEventScale(count))).toBeCloseTo(count, 6);
});

it('rises over all numbers and ends bands at no events', () => {
  const scaled = [-1e6, -3, 0, 1, 50].map(toEventScale);
  expect(scaled).toEqual(scaled.toSorted((one, other) => one - other));
  expect(fromEventScale(toEventScale(-3))).toBe(0);
});

it('counts five events after none as news, four as chance', () => {
  expect(toEventScale(4) - toEventScale(0)).toBeLessThan(LEAST_EVENT_DEVIATION);
  expect(toEventScale(5) - toEventScale(0)).toBeGreaterThan(LEAST_EVENT_DEVIATION);
});
