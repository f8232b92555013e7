import { describe, expect, it } from 'vitest';
import { SeasonTable } from './season-table.ts';

describe('a season table', () => {
  it.each([0, NaN])('holds %d where nothing was set, before and after it grows', (empty) => {
    const table = new SeasonTable(3, empty);
    table.ensureSlots(1);
    table.set(1, 0, 5);
    table.ensureSlots(1000);
    expect([table.get(0, 0), table.get(1, 999), table.get(2, 4)]).toEqual([empty, empty, empty]);
    expect(table.get(1, 0)).toBe(5);
  });

  it('keeps rows and slots apart', () => {
    const table = new SeasonTable(2, 0);
    table.ensureSlots(2);
    table.set(0, 0, 1);
    table.set(0, 1, 2);
    table.set(1, 0, 3);
    expect([table.get(0, 0), table.get(0, 1), table.get(1, 0), table.get(1, 1)]).toEqual([1, 2, 3, 0]);
  });
});
