import { Registry } from 'prom-client';
import type { Event } from '../../core/event.ts';
import type { AuditTrail } from '../../core/ports/audit-trail.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { EventRanking } from '../../core/ports/event-ranking.ts';
import type { WorkingMemory } from '../../core/ports/working-memory.ts';
import type { Signal } from '../../core/signal.ts';
import { silentLogger } from '../../test/support/recording-sink.ts';
import { sampleSignal } from '../../test/support/sample-records.ts';
import { SignalDesk } from '../desk.ts';
import { DeskMetrics } from '../metrics.ts';
import { RecordingTrail } from './recording-trail.ts';

/** The time at every desk made here. */
export const NOW = Date.UTC(2026, 5, 1);

class FakeMemory implements WorkingMemory {
  readonly events = new Map<string, Event>();
  failing = false;

  async putEvents(events: readonly Event[]): Promise<void> {
    if (this.failing) throw new Error('memory is gone');
    for (const event of events) this.events.set(event.id, event);
  }

  async replaceEvents(events: readonly Event[]): Promise<void> {
    this.events.clear();
    await this.putEvents(events);
  }

  async openEvents(): Promise<readonly Event[]> {
    return [...this.events.values()];
  }

  async event(eventId: string): Promise<Event | undefined> {
    return this.events.get(eventId);
  }

  async putLatest(): Promise<void> {
    throw new Error('the desk has no readings');
  }

  async latest(): Promise<readonly undefined[]> {
    throw new Error('the desk has no readings');
  }

  async stop(): Promise<void> {
    // Nothing to release.
  }
}

export function signal(id: string, more: Partial<Signal> = {}): Signal {
  return sampleSignal({ id, sensor: 'door', observedAtMillis: NOW, receivedAtMillis: NOW, message: '', ...more });
}

/** A desk that has read its trail. */
export async function startDesk(trail = new RecordingTrail(), memory = new FakeMemory()) {
  const made = makeDesk(trail, memory);
  await made.desk.start();
  return made;
}

type Ranking = Pick<EventRanking, 'opened' | 'joined'>;

const UNRANKED: Ranking = { opened: () => undefined, joined: (likelihood) => likelihood };

/** A desk that has not started yet. */
export function makeDesk(trail = new RecordingTrail(), memory = new FakeMemory(), ranking = UNRANKED) {
  let ids = 0;
  const newId = () => `id${trail.rows.length}-${(ids += 1)}`;
  return { desk: deskOver(trail, newId, memory, undefined, ranking), trail, memory };
}

/** A desk over any trail. */
export function deskOver(
  audit: AuditTrail,
  newId: () => string,
  memory: WorkingMemory = new FakeMemory(),
  clock: Clock = { nowMillis: () => NOW, monotonicMillis: () => 0 },
  ranking = UNRANKED,
): SignalDesk {
  return new SignalDesk({
    audit,
    memory,
    clock,
    logger: silentLogger,
    metrics: (openEvents) => new DeskMetrics(new Registry(), openEvents),
    correlate: (each) => ({ key: JSON.stringify([each.site, each.sensor]) }),
    onLoaded: () => undefined,
    suppressionOf: () => undefined,
    handledByRule: () => undefined,
    ranking,
    eventTitle: (each) => `${each.type} at ${each.sensor}`,
    newId,
  });
}

export async function openOne(desk: SignalDesk): Promise<Event> {
  await desk.signals([signal('first')]);
  const [event] = desk.openEvents();
  if (event === undefined) throw new Error('no event was opened');
  return event;
}
