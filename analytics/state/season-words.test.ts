import { describe, expect, it } from 'vitest';
import { SeasonWords } from './season-words.ts';

describe('the words of a season', () => {
  it('are zero where nothing was written, before and after there is room for more', () => {
    const words = new SeasonWords(3);
    words.ensureSlots(1);
    words.row(1)[0] = 5;
    words.ensureSlots(1000);
    expect([words.row(0)[0], words.row(1)[0], words.row(1)[999], words.row(2)[4]]).toEqual([0, 5, 0, 0]);
  });

  it('take no memory for rows without readings', () => {
    const words = new SeasonWords(3);
    words.ensureSlots(2);
    words.row(1)[1] = 7;
    expect(words.rowIfUsed(0)).toBeUndefined();
    expect(words.save('season', 2)).toEqual([['season/1', Uint32Array.of(0, 7)]]);
  });
});
