/** Events in the order in which they open. */
export interface QueuedEvents {
  readonly openedSeconds: Float64Array;
  readonly labels: Uint8Array;
  /** Highest first; of equal ones the oldest. */
  readonly priorities: Float64Array;
}

export interface Staffing {
  readonly operators: number;
  readonly secondsAnEvent: number;
}

export interface Waits {
  readonly meanSeconds: number;
  readonly medianSeconds: number;
  readonly p95Seconds: number;
  /** Shares of the true events that wait no longer. */
  readonly within30: number;
  readonly within60: number;
  readonly within90: number;
  /** The longest wait of any event, true or not. */
  readonly oldestSeconds: number;
  /** In the order in which the true events opened. */
  readonly trueWaits: Float64Array;
}

/** Operators take the event of the highest priority whenever one is free, and finish what they began. */
export function replayQueue(events: QueuedEvents, { operators, secondsAnEvent }: Staffing): Waits {
  const { openedSeconds, labels } = events;
  const freeAt = new Float64Array(operators).fill(-Infinity);
  const heap = new PriorityHeap(events);
  const waits = new Float64Array(openedSeconds.length);
  let next = 0;
  let now = -Infinity;
  while (next < openedSeconds.length || heap.size > 0) {
    const operator = freeAt.indexOf(Math.min(...freeAt));
    now = Math.max(now, freeAt[operator] ?? 0);
    if (heap.size === 0) now = Math.max(now, openedSeconds[next] ?? now);
    while (next < openedSeconds.length && (openedSeconds[next] ?? 0) <= now) heap.push(next++);
    const event = heap.pop();
    waits[event] = now - (openedSeconds[event] ?? 0);
    freeAt[operator] = now + secondsAnEvent;
  }
  return summarised(waits, labels);
}

function summarised(waits: Float64Array, labels: Uint8Array): Waits {
  const trueWaits = waits.filter((_, event) => labels[event] === 1);
  const sorted = trueWaits.slice().sort();
  const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const within = (seconds: number) => trueWaits.filter((wait) => wait <= seconds).length / trueWaits.length;
  return {
    meanSeconds: trueWaits.reduce((sum, wait) => sum + wait, 0) / trueWaits.length,
    medianSeconds: quantile(0.5),
    p95Seconds: quantile(0.95),
    within30: within(30),
    within60: within(60),
    within90: within(90),
    oldestSeconds: waits.reduce((most, wait) => Math.max(most, wait), 0),
    trueWaits,
  };
}

class PriorityHeap {
  readonly #events: QueuedEvents;
  readonly #heap: number[] = [];

  constructor(events: QueuedEvents) {
    this.#events = events;
  }

  get size(): number {
    return this.#heap.length;
  }

  push(event: number): void {
    const heap = this.#heap;
    let at = heap.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(event, heap[parent] ?? 0)) break;
      heap[at] = heap[parent] ?? 0;
      at = parent;
    }
    heap[at] = event;
  }

  pop(): number {
    const heap = this.#heap;
    const first = heap[0] ?? 0;
    const last = heap.pop() ?? 0;
    if (heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.#isBefore(heap[child + 1] ?? 0, heap[child] ?? 0)) child++;
      if (!this.#isBefore(heap[child] ?? 0, last)) break;
      heap[at] = heap[child] ?? 0;
      at = child;
    }
    heap[at] = last;
    return first;
  }

  #isBefore(one: number, other: number): boolean {
    const difference = (this.#events.priorities[one] ?? 0) - (this.#events.priorities[other] ?? 0);
    return difference === 0 ? one < other : difference > 0;
  }
}
