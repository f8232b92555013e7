import { Gauge, type Registry } from 'prom-client';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Event } from '../core/event.ts';
import { PRIORITY_BANDS, priorityBand, type Priority, type PriorityBand } from '../core/priority.ts';

export interface WaitingEventsSources {
  readonly openEvents: () => readonly Event[];
  readonly prioritise: (event: Event, nowMillis: number) => Priority;
  readonly nowMillis: () => number;
}

interface Waiting {
  count: number;
  oldestMillis: number;
}

/** A queue of a hundred thousand must not hold the process up because somebody looks at it. */
const EVENTS_PER_TURN = 500;

/** How many events nobody has taken and since when, by the priority they have now; looked up when somebody asks. */
export function registerWaitingEvents(registry: Registry, sources: WaitingEventsSources): void {
  let asked: Promise<ReadonlyMap<PriorityBand, Waiting>> | undefined;
  const look = async (): Promise<ReadonlyMap<PriorityBand, Waiting>> => {
    asked ??= countWaiting(sources).finally(() => (asked = undefined));
    return await asked;
  };
  new Gauge({
    name: 'telltale_events_waiting',
    help: 'Events in the foreground of the queue that nobody has taken.',
    labelNames: ['priority'],
    registers: [registry],
    async collect() {
      for (const [priority, { count }] of await look()) this.set({ priority }, count);
    },
  });
  new Gauge({
    name: 'telltale_events_oldest_waiting_timestamp_seconds',
    help: 'When the oldest of them opened; 0 if none waits.',
    labelNames: ['priority'],
    registers: [registry],
    async collect() {
      for (const [priority, { count, oldestMillis }] of await look()) {
        this.set({ priority }, count === 0 ? 0 : oldestMillis / 1000);
      }
    },
  });
}

async function countWaiting(sources: WaitingEventsSources): Promise<ReadonlyMap<PriorityBand, Waiting>> {
  const nowMillis = sources.nowMillis();
  const byBand = new Map<PriorityBand, Waiting>(
    PRIORITY_BANDS.map((band) => [band, { count: 0, oldestMillis: Number.POSITIVE_INFINITY }]),
  );
  const waiting = sources.openEvents().filter(({ state, suppression }) => state === 'new' && suppression === undefined);
  for (const [at, event] of waiting.entries()) {
    const found = byBand.get(priorityBand(sources.prioritise(event, nowMillis)));
    if (found !== undefined) {
      found.count += 1;
      found.oldestMillis = Math.min(found.oldestMillis, event.openedAtMillis);
    }
    if (at % EVENTS_PER_TURN === EVENTS_PER_TURN - 1) await nextTurn();
  }
  return byBand;
}
