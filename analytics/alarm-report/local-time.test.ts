import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, LocalTime, twelveMonthsBefore } from './local-time.ts';
import { slowDays, slowHour, slowYearBefore } from './test-support/slow-time.ts';

const HOUR = 3_600_000;
const ZONES = ['Europe/Rome', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Asia/Kathmandu', 'UTC'];

function hoursOfDays(zone: string, from: string, until: string): readonly string[] {
  const [fromMillis, untilMillis] = [Date.parse(from), Date.parse(until)];
  return new LocalTime(zone, fromMillis, untilMillis)
    .days(fromMillis, untilMillis)
    .map((day) => `${day.date} ${(day.untilMillis - day.fromMillis) / HOUR}`);
}

describe('local time', () => {
  it('has days of 23 and of 25 hours where clocks change', () => {
    expect(hoursOfDays('Europe/Rome', '2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z')).toEqual([
      '2026-03-28 24',
      '2026-03-29 23',
      '2026-03-30 24',
    ]);
    expect(hoursOfDays('America/New_York', '2026-11-01T12:00:00Z', '2026-11-01T13:00:00Z')).toEqual(['2026-11-01 25']);
    expect(hoursOfDays('Australia/Lord_Howe', '2026-10-04T00:00:00Z', '2026-10-04T01:00:00Z')).toEqual([
      '2026-10-04 23.5',
    ]);
  });

  it('begins a day at one o’clock where midnight is skipped', () => {
    const at = Date.parse('2026-09-06T12:00:00Z');
    const [day] = new LocalTime('America/Santiago', at, at).days(at, at + 1);
    expect([day?.date, new Date(day?.fromMillis ?? NaN).toISOString()]).toEqual([
      '2026-09-06',
      '2026-09-06T04:00:00.000Z',
    ]);
  });

  it('reads a time on the clock: of an hour that is shown twice the first, of a skipped one what it would have been', () => {
    const rome = (local: string) => new Date(instantOf('Europe/Rome', Date.parse(`${local}Z`))).toISOString();
    expect(rome('2026-07-01T12:00:00')).toBe('2026-07-01T10:00:00.000Z');
    expect(rome('2026-10-25T02:30:00')).toBe('2026-10-25T00:30:00.000Z');
    expect(rome('2026-03-29T02:30:00')).toBe('2026-03-29T01:30:00.000Z');
  });

  it('goes back twelve months to the same time on the clock', () => {
    const before = (zone: string, time: string) => new Date(twelveMonthsBefore(zone, Date.parse(time))).toISOString();
    expect(before('Europe/Rome', '2026-03-29T12:00:00Z')).toBe('2025-03-29T13:00:00.000Z');
    expect(before('UTC', '2028-02-29T07:00:00Z')).toBe('2027-02-28T07:00:00.000Z');
  });

  it('agrees with asking for every quarter of an hour', () => {
    const moment = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), moment, fc.integer({ min: 1, max: 100 * HOUR }), (zone, from, length) => {
        const local = new LocalTime(zone, from, from + length);
        const days = local.days(from, from + length).map((day) => [day.date, day.fromMillis, day.untilMillis]);
        expect(days).toEqual(slowDays(zone, from, from + length).map((day) => [day.date, day.from, day.until]));
        expect(local.hourAt(from)).toBe(Number(slowHour(zone, from)));
        expect(twelveMonthsBefore(zone, from)).toBe(slowYearBefore(zone, from));
      }),
      { numRuns: 25, seed: 6, endOnFailure: true },
    );
  });
});
