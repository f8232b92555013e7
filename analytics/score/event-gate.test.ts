import { describe, expect, it } from 'vitest';
import { EventGate } from './event-gate.ts';
import { withOneSlot } from './test-support/one-slot.ts';

/** The rows at which the gate opened. */
function openings(surprises: readonly number[]): number[] {
  const { part: gate, memory } = withOneSlot((layout) => new EventGate(layout));
  return surprises.flatMap((surprise, row) => (gate.opensFor(memory, surprise, row + 1) ? [row] : []));
}

function rows(count: number, surprise: number): number[] {
  return Array.from({ length: count }, () => surprise);
}

describe('the event gate', () => {
  it('stays shut for what is ordinary', () => {
    expect(openings(rows(100, 0.9))).toEqual([]);
  });

  it('opens once for a disturbance that lasts, and for its end', () => {
    expect(openings([...rows(10, 0), ...rows(20, 3), ...rows(20, 2.9)])).toEqual([10]);
  });

  it('opens again when the disturbance gets clearly worse', () => {
    expect(openings([3, ...rows(15, 3), 3.1, 3.2])).toEqual([0, 17]);
  });

  it('wants far more of an event in its first rows', () => {
    expect(openings([3, 3.3, 3.5, 3.7])).toEqual([0, 3]);
  });

  it('opens for the next disturbance after a rest of fifty rows', () => {
    expect(openings([3, ...rows(50, 0), 2])).toEqual([0, 51]);
    expect(openings([3, ...rows(40, 0), 2])).toEqual([0]);
  });

  it('rests longer the longer the past is', () => {
    expect(openings([...rows(10_000, 0), 3, ...rows(200, 0), 2])).toEqual([10_000]);
  });
});
