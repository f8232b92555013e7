import { describe, expect, it } from 'vitest';
import { sampleEvent } from '../test/support/sample-records.ts';
import { fairOffers } from './fair-offers.ts';

const waiting = (id: string) => sampleEvent({ id });
const held = (id: string, name: string) =>
  sampleEvent({ id, state: 'taken', takenBy: { kind: 'person', name }, takenAtMillis: 1 });

describe('fair offers', () => {
  it('go in queue order to whoever has the least to do', () => {
    const queue = [held('x', 'anna'), waiting('a'), waiting('b'), waiting('c')];
    expect([...fairOffers(queue, ['ben', 'anna'])]).toEqual([
      ['a', 'ben'],
      ['b', 'anna'],
      ['c', 'ben'],
    ]);
  });

  it('leave out what is held or shelved, and people who are not signed on', () => {
    const suppression = { kind: 'shelved', by: { kind: 'person', name: 'eva' }, reason: 'r', sinceMillis: 1 } as const;
    const queue = [sampleEvent({ id: 'shelved', suppression }), held('x', 'gone'), waiting('a')];
    expect([...fairOffers(queue, ['anna'])]).toEqual([['a', 'anna']]);
    expect(fairOffers(queue, []).size).toBe(0);
  });
});
