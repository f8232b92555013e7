import type { Event } from '../../core/event.ts';
import type { LatestReading, WorkingMemory } from '../../core/ports/working-memory.ts';
import { DEFAULT_WORKING_MEMORY_LIMITS, type WorkingMemoryLimits } from './limits.ts';

/** Working memory in this process; nothing survives it, so it is filled from the audit trail at start. */
export class EmbeddedWorkingMemory implements WorkingMemory {
  readonly #limits: WorkingMemoryLimits;
  readonly #openEvents = new Map<string, Event>();
  /** The version at which an event closed, longest closed first: what keeps an older version from coming back. */
  readonly #closedVersions = new Map<string, number>();
  readonly #latest = new Map<string, LatestReading>();

  constructor(limits: WorkingMemoryLimits = DEFAULT_WORKING_MEMORY_LIMITS) {
    this.#limits = limits;
  }

  async putEvents(events: readonly Event[]): Promise<void> {
    for (const event of events) {
      if (event.version > this.#versionOf(event.id)) this.#store(event);
    }
  }

  async openEvents(): Promise<readonly Event[]> {
    return [...this.#openEvents.values()];
  }

  async event(eventId: string): Promise<Event | undefined> {
    return this.#openEvents.get(eventId);
  }

  async replaceEvents(events: readonly Event[]): Promise<void> {
    this.#openEvents.clear();
    this.#closedVersions.clear();
    await this.putEvents(events);
  }

  async putLatest(readings: readonly LatestReading[]): Promise<void> {
    for (const reading of readings) {
      const known = this.#latest.get(reading.seriesKey);
      const accepted =
        known === undefined
          ? this.#latest.size < this.#limits.maxLatestReadings
          : reading.observedAtMillis >= known.observedAtMillis;
      if (accepted) this.#latest.set(reading.seriesKey, reading);
    }
  }

  async latest(seriesKeys: readonly string[]): Promise<readonly (LatestReading | undefined)[]> {
    return seriesKeys.map((key) => this.#latest.get(key));
  }

  async stop(): Promise<void> {
    this.#openEvents.clear();
    this.#closedVersions.clear();
    this.#latest.clear();
  }

  #versionOf(eventId: string): number {
    return this.#openEvents.get(eventId)?.version ?? this.#closedVersions.get(eventId) ?? 0;
  }

  #store(event: Event): void {
    this.#closedVersions.delete(event.id);
    if (event.state === 'closed') {
      this.#openEvents.delete(event.id);
      this.#closedVersions.set(event.id, event.version);
      this.#forgetLongestClosed();
    } else {
      this.#openEvents.set(event.id, event);
    }
  }

  #forgetLongestClosed(): void {
    if (this.#closedVersions.size <= this.#limits.maxClosedRemembered) return;
    for (const eventId of this.#closedVersions.keys()) {
      this.#closedVersions.delete(eventId);
      return;
    }
  }
}
