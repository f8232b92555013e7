import { describe, expect, it } from 'vitest';
import { ManualTime } from '../test/support/manual-time.ts';
import { createIdSource } from './event-id.ts';

describe('event ids', () => {
  it('sort by the time they were made, as text', async () => {
    const time = new ManualTime(35);
    const newId = createIdSource(time);
    const ids: string[] = [];
    for (let power = 0; power < 13; power += 1) {
      await time.pass(10 ** power);
      ids.push(newId());
    }
    expect(ids.toSorted()).toEqual(ids);
  });

  it('differ even when they are made within the same millisecond', () => {
    const newId = createIdSource(new ManualTime());
    const ids = new Set(Array.from({ length: 20_000 }, newId));
    expect(ids.size).toBe(20_000);
  });

  it('are short and safe in addresses and file names', () => {
    expect(createIdSource(new ManualTime())()).toMatch(/^[a-z0-9]{9}-[a-z0-9]{10}$/);
  });
});
