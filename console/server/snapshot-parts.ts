import type { Event } from '../../core/event.ts';
import type { EventSummary, StatusView } from './api-schemas.ts';
import { compareInQueue } from './queue-order.ts';
import { streamMessage } from './stream-message.ts';

/** About 400 kB: a page reads one within a frame or two, and the server writes one within milliseconds. */
const EVENTS_A_PART = 300;
/** More is not written before the network has taken what was. */
const MOST_AHEAD_BYTES = 512 * 1024;
/** Pages that connect together read the same snapshot; what changed meanwhile comes after it. */
const SHARED_FOR_MILLIS = 2000;

/** Every open event that some people see, in queue order, in parts that are made once, when the first page needs them. */
export class SnapshotParts {
  readonly madeAtMillis: number;
  /** What has changed since, the latest version of each. */
  readonly changed = new Map<string, Event>();
  readonly #events: readonly EventSummary[];
  readonly #first: { readonly now: string; readonly status: StatusView };
  readonly #chunks: string[] = [];

  constructor(
    events: readonly EventSummary[],
    first: { readonly now: string; readonly status: StatusView },
    madeAtMillis: number,
  ) {
    this.#events = events.toSorted(compareInQueue);
    this.#first = first;
    this.madeAtMillis = madeAtMillis;
  }

  get count(): number {
    return Math.max(1, Math.ceil(this.#events.length / EVENTS_A_PART));
  }

  isFresh(nowMillis: number): boolean {
    return nowMillis - this.madeAtMillis < SHARED_FOR_MILLIS;
  }

  chunk(index: number): string {
    return (this.#chunks[index] ??= this.#made(index));
  }

  #made(index: number): string {
    const events = this.#events.slice(index * EVENTS_A_PART, (index + 1) * EVENTS_A_PART);
    const more = index < this.count - 1;
    if (index === 0) return streamMessage('snapshot', { ...this.#first, events, more });
    return streamMessage('more', { now: this.#first.now, events, more });
  }
}

export interface PartReader {
  write(chunk: string): void;
  bufferedBytes(): number;
  /** Calls once, when everything written has been taken. */
  whenDrained(callback: () => void): void;
}

/** One page that is still reading its snapshot; what changes meanwhile waits until it has all of it. */
export class SnapshotFeed {
  readonly late: Map<string, Event>;
  readonly #parts: SnapshotParts;
  readonly #reader: PartReader;
  readonly #onEnd: () => void;
  #next = 0;
  #isOver = false;

  constructor(parts: SnapshotParts, reader: PartReader, onEnd: () => void) {
    this.late = new Map(parts.changed);
    this.#parts = parts;
    this.#reader = reader;
    this.#onEnd = onEnd;
  }

  go(): void {
    if (this.#isOver) return;
    do {
      this.#reader.write(this.#parts.chunk(this.#next));
      this.#next += 1;
    } while (this.#next < this.#parts.count && this.#reader.bufferedBytes() < MOST_AHEAD_BYTES);
    if (this.#next < this.#parts.count) {
      this.#reader.whenDrained(() => this.go());
      return;
    }
    this.#isOver = true;
    this.#onEnd();
  }

  stop(): void {
    this.#isOver = true;
  }
}
