import type { TelltaleEvent } from './telltale-event.ts';

/** `existing`: it was open before this node began to listen. */
export type ChangeKind = 'existing' | 'new' | 'changed' | 'closed';

export interface EventChange {
  readonly kind: ChangeKind;
  readonly event: TelltaleEvent;
}

/** More open events than this are not remembered; a forgotten one would come a second time as `new`. */
const MAX_EVENTS_REMEMBERED = 100_000;

/** Tells what is new: the stream repeats events when only their priority moved, and all of them on reconnecting. */
export class EventChanges {
  readonly #versions = new Map<string, number>();
  #hasSnapshot = false;

  /** Every open event, at the beginning of each connection. */
  snapshot(events: readonly TelltaleEvent[]): EventChange[] {
    const changes = this.#changesOf(events, this.#hasSnapshot ? 'new' : 'existing');
    const open = new Set(events.map((event) => event.id));
    for (const id of this.#versions.keys()) if (!open.has(id)) this.#versions.delete(id);
    this.#hasSnapshot = true;
    return changes;
  }

  /** The latest version of some events. */
  update(events: readonly TelltaleEvent[]): EventChange[] {
    return this.#changesOf(events, 'new');
  }

  #changesOf(events: readonly TelltaleEvent[], kindOfUnknown: ChangeKind): EventChange[] {
    const changes: EventChange[] = [];
    for (const event of events) {
      const known = this.#versions.get(event.id);
      if (known !== undefined && event.version <= known) continue;
      this.#remember(event);
      if (event.state === 'closed') changes.push({ kind: 'closed', event });
      else changes.push({ kind: known === undefined ? kindOfUnknown : 'changed', event });
    }
    return changes;
  }

  #remember(event: TelltaleEvent): void {
    this.#versions.delete(event.id);
    if (event.state === 'closed') return;
    this.#versions.set(event.id, event.version);
    const [oldest] = this.#versions.keys();
    if (this.#versions.size > MAX_EVENTS_REMEMBERED && oldest !== undefined) this.#versions.delete(oldest);
  }
}
