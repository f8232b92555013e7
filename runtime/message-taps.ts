import type { MessageTap, TappedMessages } from '../core/ports/collector.ts';

interface Tap {
  readonly filter: string;
  readonly handler: (topic: string, payload: Buffer) => void;
}

/** Connects collectors that decode messages with the collector that receives them. */
export class MessageTaps implements MessageTap, TappedMessages {
  #taps: readonly Tap[] = [];
  readonly #listeners = new Set<() => void>();

  tap(filter: string, handler: (topic: string, payload: Buffer) => void): () => void {
    const tap = { filter, handler };
    this.#set([...this.#taps, tap]);
    return () => this.#set(this.#taps.filter((other) => other !== tap));
  }

  filters(): readonly string[] {
    return this.#taps.map((tap) => tap.filter);
  }

  isTapped(topic: string): boolean {
    return this.#taps.some((tap) => filterMatches(tap.filter, topic));
  }

  deliver(topic: string, payload: Buffer): void {
    for (const tap of this.#taps) if (filterMatches(tap.filter, topic)) tap.handler(topic, payload);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #set(taps: readonly Tap[]): void {
    this.#taps = taps;
    for (const listener of this.#listeners) listener();
  }
}

/** Whether an MQTT topic filter (`+` one level, `#` the rest) matches a topic. MQTT 3.1.1 §4.7. */
export function filterMatches(filter: string, topic: string): boolean {
  const wanted = filter.split('/');
  const levels = topic.split('/');
  for (let index = 0; index < wanted.length; index += 1) {
    const want = wanted[index];
    if (want === '#') return true;
    if (index >= levels.length || (want !== '+' && want !== levels[index])) return false;
  }
  return wanted.length === levels.length;
}
