import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import type { Event } from '../core/event.ts';
import { priorityOf } from '../core/priority.ts';
import { sampleEvent } from '../test/support/sample-records.ts';
import { registerWaitingEvents } from './waiting-events.ts';

/** The priority of these is what their score says. */
async function expose(...events: readonly Event[]): Promise<string> {
  const registry = new Registry();
  registerWaitingEvents(registry, {
    openEvents: () => events,
    prioritise: ({ highestScore }) => priorityOf([{ name: 'class', value: highestScore }]),
    nowMillis: () => 0,
  });
  return await registry.metrics();
}

describe('the events that wait', () => {
  it('are counted by priority, with the moment since when the oldest does', async () => {
    const text = await expose(
      sampleEvent({ highestScore: 80, openedAtMillis: 5000 }),
      sampleEvent({ highestScore: 90, openedAtMillis: 3000 }),
      sampleEvent({ highestScore: 12, openedAtMillis: 1000 }),
    );
    expect(text).toContain('telltale_events_waiting{priority="P1"} 2\n');
    expect(text).toContain('telltale_events_waiting{priority="P2"} 1\n');
    expect(text).toContain('telltale_events_oldest_waiting_timestamp_seconds{priority="P1"} 3\n');
  });

  it('are not those that somebody has, or that were put out of the foreground', async () => {
    const by = { kind: 'person', name: 'anna' } as const;
    const text = await expose(
      sampleEvent({ highestScore: 80, state: 'taken', takenBy: by }),
      sampleEvent({ highestScore: 80, suppression: { kind: 'shelved', by, reason: 'works', sinceMillis: 0 } }),
    );
    expect(text).toContain('telltale_events_waiting{priority="P1"} 0\n');
    expect(text).toContain('telltale_events_oldest_waiting_timestamp_seconds{priority="P1"} 0\n');
  });

  it('are looked at a few at a time, however many there are', async () => {
    let turns = 0;
    const counting = setImmediate(function count() {
      turns += 1;
      setImmediate(count).unref();
    });
    const many = Array.from({ length: 20_000 }, () => sampleEvent({ highestScore: 60 }));
    expect(await expose(...many)).toContain('telltale_events_waiting{priority="P1"} 20000\n');
    clearImmediate(counting);
    expect(turns).toBeGreaterThan(10);
  });
});
