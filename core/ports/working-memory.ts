import type { Event } from '../event.ts';

/** The latest reading of a series, for live views. */
export interface LatestReading {
  readonly seriesKey: string;
  readonly observedAtMillis: number;
  readonly value: number;
}

/**
 * Open events and live state. A cache with teeth: if it is lost it is rebuilt from the audit trail.
 * The embedded and the Redis implementation pass the same contract suite.
 */
export interface WorkingMemory {
  /**
   * Stores each event if its version is higher than the stored one, and forgets closed ones; older
   * versions are ignored, so repeats and reordering are harmless.
   */
  putEvents(events: readonly Event[]): Promise<void>;
  /** All events that are not closed, in no particular order. */
  openEvents(): Promise<readonly Event[]>;
  event(eventId: string): Promise<Event | undefined>;
  /** Drops every event and stores these: after a rebuild from the audit trail. */
  replaceEvents(events: readonly Event[]): Promise<void>;
  /** Latest readings, coalesced by the caller; a later `observedAtMillis` wins. */
  putLatest(readings: readonly LatestReading[]): Promise<void>;
  latest(seriesKeys: readonly string[]): Promise<readonly (LatestReading | undefined)[]>;
  stop(): Promise<void>;
}
