import { describe, expect, it } from 'vitest';
import { TimeSlots } from '../../state/time-slot.ts';
import { SeededRandom } from '../../test-support/seeded-random.ts';
import { textbookHoltWinters } from '../../test-support/textbook.ts';
import { Recurrences } from './recurrences.ts';

function forecastsAndDeviations(values: readonly number[], timeSlots: TimeSlots, stepMillis: number) {
  const recurrences = new Recurrences(timeSlots);
  recurrences.ensureSlots(1);
  const forecast: number[] = [];
  const deviation: number[] = [];
  for (const [index, value] of values.entries()) {
    const millis = index * stepMillis;
    const row = timeSlots.rowOf(timeSlots.slotAt(millis));
    forecast.push(index === 0 ? value : recurrences.forecast(0, row));
    if (index === 0) recurrences.begin(0, row, millis, value);
    else recurrences.learn(0, row, millis, value, forecast[index] ?? NaN);
    deviation.push(recurrences.deviation(0, row));
  }
  return { forecast, deviation };
}

describe('the Holt-Winters recurrences', () => {
  it.each([2, 3, 7, 24])('give the textbook numbers, bit for bit, with a season of %i readings', (season) => {
    const random = new SeededRandom(season);
    const values = Array.from({ length: 2000 }, (_, index) => 50 + 10 * Math.sin(index) + random.gaussian());
    const streamed = forecastsAndDeviations(values, new TimeSlots(1, season), 60_000);
    const textbook = textbookHoltWinters(values, season);
    expect(streamed.deviation).toEqual(textbook.deviation);
    expect(streamed.forecast).toEqual(textbook.forecast);
  });

  it('move a time slot by the same gain however many readings it holds', () => {
    const timeSlots = new TimeSlots(10, 1440);
    const deviationAfter = (readingsPerSlot: number): number => {
      const stepMillis = timeSlots.slotMillis / readingsPerSlot;
      const recurrences = new Recurrences(timeSlots);
      recurrences.ensureSlots(1);
      recurrences.begin(0, timeSlots.slotsPerSeason - 1, -stepMillis, 0);
      for (let index = 0; index < readingsPerSlot; index += 1) recurrences.learn(0, 0, index * stepMillis, 1, 0);
      return recurrences.deviation(0, 0);
    };
    expect(deviationAfter(1)).toBeCloseTo(0.1, 12);
    expect(deviationAfter(60)).toBeCloseTo(0.1, 12);
    expect(deviationAfter(600)).toBeCloseTo(0.1, 12);
  });
});
