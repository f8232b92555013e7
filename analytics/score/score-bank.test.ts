import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../test-support/seeded-random.ts';
import { ScoreBank } from './score-bank.ts';

const START_MILLIS = 1_700_000_000_000;
const STEP_MILLIS = 300_000;

/** Feeds rows `first` to `end - 1` of every slot, in an order that differs from row to row, and returns slot 0's surprises. */
function surprises(bank: ScoreBank, slots: number, first: number, end: number): number[] {
  const found: number[] = [];
  for (let row = first; row < end; row += 1) {
    for (let turn = 0; turn < slots; turn += 1) {
      const slot = (turn * 7 + row) % slots;
      bank.update(slot, START_MILLIS + row * STEP_MILLIS, valueOf(slot, row));
      if (slot === 0) found.push(bank.surprise, bank.score);
    }
  }
  return found;
}

function valueOf(slot: number, row: number): number {
  const random = new SeededRandom(slot * 100_003 + row);
  return (slot + 1) * (10 + Math.sin(row / 20) + 0.1 * random.gaussian() + (row % 701 === 700 ? 3 : 0));
}

function bankOf(slots: number): ScoreBank {
  const bank = new ScoreBank();
  bank.ensureSlots(slots);
  return bank;
}

describe('a bank of scores', () => {
  it('keeps its slots apart, also over the border of a chunk', () => {
    const alone = surprises(bankOf(1), 1, 0, 900);
    expect(surprises(bankOf(130), 130, 0, 900)).toEqual(alone);
    expect(alone.some((surprise) => surprise > 1)).toBe(true);
  });

  it('goes on alike after it was saved and restored in the middle', () => {
    const slots = 130;
    const bank = bankOf(slots);
    surprises(bank, slots, 0, 650);
    const saved = new Map([...bank.save(slots)].map(([name, numbers]) => [name, numbers.slice()]));
    const later = surprises(bank, slots, 650, 900);
    const restored = new ScoreBank();
    restored.restore(saved, slots);
    expect(surprises(restored, slots, 650, 900)).toEqual(later);
  });

  it('refuses a state of another number of slots', () => {
    expect(() => bankOf(1).restore(bankOf(3).save(3), 2)).toThrow(/wide-0/);
    expect(() => bankOf(1).restore(bankOf(300).save(300), 128)).toThrow(/-1"/);
  });

  it('needs at most 8 KB a series', () => {
    expect(bankOf(1).bytesPerSlot).toBeLessThanOrEqual(8192);
  });
});
