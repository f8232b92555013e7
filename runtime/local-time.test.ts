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

  it.each([
    ['the first time it is shown', '2026-10-25T00:15:00Z', '2026-10-25T00:30:00Z'],
    ['the second time', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
    ['the day after that', '2026-10-25T01:30:00Z', '2026-10-26T01:30:00Z'],
    ['when the clock is set over it', '2026-03-29T00:50:00Z', '2026-03-29T01:00:00Z'],
    ['the day after it was', '2026-03-29T01:00:00Z', '2026-03-30T00:30:00Z'],
  ])('reaches half past two at night %s', (_when, from, to) => {
    expect(new Date(nextLocalMinute(Date.parse(from), 150)).toISOString()).toBe(new Date(to).toISOString());
  });

  it('reaches a midnight that is set over when the day begins', () => {
    process.env['TZ'] = 'America/Santiago';
    const next = nextLocalMinute(Date.parse('2026-09-05T20:00:00Z'), 0);
    expect(new Date(next).toISOString()).toBe('2026-09-06T04:00:00.000Z');
  });

  it('reaches every minute of both days, and never goes back', () => {
    for (const day of ['2026-03-29', '2026-10-25']) {
      const begin = Date.parse(`${day}T00:00:00Z`) - 3_600_000;
      for (let from = begin; from < begin + 5 * 3_600_000; from += 7 * 60_000) {
        for (let minute = 0; minute < 1440; minute += 30) {
          const next = nextLocalMinute(from, minute);
          expect(next).toBeGreaterThan(from);
          expect(next - from).toBeLessThanOrEqual(25 * 3_600_000);
        }
      }
    }
  });
});
