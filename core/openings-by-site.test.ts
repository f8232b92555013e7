import { describe, expect, it } from 'vitest';
import { OpeningsBySite } from './openings-by-site.ts';

const MINUTE_MILLIS = 60_000;
const NOW = Date.UTC(2026, 5, 1);

describe('openings by site', () => {
  it('counts those of the last ten minutes, each site for itself', () => {
    const openings = new OpeningsBySite();
    expect([0, 4, 9, 10, 30].map((minute) => openings.add('north', NOW + minute * MINUTE_MILLIS))).toEqual([
      1, 2, 3, 3, 1,
    ]);
    expect(openings.at('south', NOW)).toBe(0);
  });

  it('forgets by itself', () => {
    const openings = new OpeningsBySite();
    openings.add('north', NOW);
    expect(openings.at('north', NOW + 9 * MINUTE_MILLIS)).toBe(1);
    expect(openings.at('north', NOW + 10 * MINUTE_MILLIS)).toBe(0);
  });

  it('begins anew when the clock was set back', () => {
    const openings = new OpeningsBySite();
    openings.add('north', NOW);
    expect(openings.add('north', NOW - 3_600_000)).toBe(1);
  });
});
