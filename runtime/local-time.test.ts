import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localTimeAt, nextLocalMinute } from './local-time.ts';

const zone = process.env['TZ'];

beforeEach(() => {
  process.env['TZ'] = 'Europe/Rome';
});

afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe('local time', () => {
  it('is the day of the week and the minute of the day', () => {
    expect(localTimeAt(Date.parse('2026-11-21T23:30:00Z'))).toEqual({ day: 0, minute: 30 });
  });

  it.each([
    ['later the same day', '2026-11-20T07:00:00Z', '2026-11-20T17:00:00Z'],
    ['the day after', '2026-11-20T17:00:00Z', '2026-11-21T17:00:00Z'],
    ['after the clocks went forwards', '2026-03-28T18:00:00Z', '2026-03-29T16:00:00Z'],
    ['after the clocks went back', '2026-10-24T18:00:00Z', '2026-10-25T17:00:00Z'],
  ])('reaches six in the evening %s', (_when, from, to) => {
    expect(new Date(nextLocalMinute(Date.parse(from), 18 * 60)).toISOString()).toBe(new Date(to).toISOString());
  });
});
