import { array, assert, constantFrom, integer, oneof, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeadlineHeap } from './deadline-heap.ts';

describe('DeadlineHeap', () => {
  it('gives what is due, earliest first', () => {
    const heap = new DeadlineHeap();
    heap.setEarlier('c', 30);
    heap.setEarlier('a', 10);
    heap.setEarlier('b', 20);
    expect(heap.takeDue(20, 10)).toEqual(['a', 'b']);
    expect(heap.earliestMillis).toBe(30);
  });

  it('gives no more at once than it is asked for', () => {
    const heap = new DeadlineHeap();
    for (const key of ['a', 'b', 'c']) heap.setEarlier(key, 1);
    expect(heap.takeDue(1, 2)).toHaveLength(2);
    expect(heap.size).toBe(1);
  });

  it('moves a key to an earlier deadline and never to a later one', () => {
    const heap = new DeadlineHeap();
    heap.setEarlier('a', 20);
    heap.setEarlier('a', 10);
    heap.setEarlier('a', 30);
    expect(heap.size).toBe(1);
    expect(heap.earliestMillis).toBe(10);
  });

  it('agrees with a sorted list after any sequence of changes', () => {
    const key = integer({ min: 0, max: 40 }).map(String);
    const set = record({ kind: constantFrom('set' as const), key, at: integer({ min: 0, max: 50 }) });
    const remove = record({ kind: constantFrom('delete' as const), key });
    const take = record({ kind: constantFrom('take' as const), at: integer({ min: 0, max: 50 }) });
    assert(
      property(array(oneof(set, set, remove, take), { minLength: 30, maxLength: 120 }), (steps) => {
        const heap = new DeadlineHeap();
        const model = new Map<string, number>();
        for (const step of steps) {
          if (step.kind === 'set') {
            heap.setEarlier(step.key, step.at);
            model.set(step.key, Math.min(step.at, model.get(step.key) ?? Infinity));
          } else if (step.kind === 'delete') {
            heap.delete(step.key);
            model.delete(step.key);
          } else {
            const due = [...model].filter(([, at]) => at <= step.at);
            const taken = heap.takeDue(step.at, 100);
            expect(taken.map((taken) => model.get(taken))).toEqual(due.map(([, at]) => at).toSorted((a, b) => a - b));
            for (const [key] of due) model.delete(key);
          }
          expect(heap.size).toBe(model.size);
          expect(heap.earliestMillis).toBe(model.size === 0 ? undefined : Math.min(...model.values()));
        }
      }),
      { numRuns: 500 },
    );
  });
});
