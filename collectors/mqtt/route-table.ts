import type { TopicRoute } from './topic-route.ts';

/**
 * Topic bytes -> route without making a string: open addressing over FNV-1a hashes (32 bit), linear
 * probing, topics compared byte by byte. About 0.1 µs a look-up. When full it starts afresh, which bounds
 * its memory against a publisher that invents topics, many or long ones.
 */
export class RouteTable {
  readonly #maxTopics: number;
  readonly #maxTopicBytes: number;
  #capacity = 1024;
  #hashes = new Uint32Array(this.#capacity);
  #topics: (Uint8Array | undefined)[] = Array.from({ length: this.#capacity }, () => undefined);
  #routes: (TopicRoute | undefined)[] = Array.from({ length: this.#capacity }, () => undefined);
  #count = 0;
  #topicBytes = 0;

  constructor(maxTopics = 200_000, maxTopicBytes = 32_000_000) {
    this.#maxTopics = maxTopics;
    this.#maxTopicBytes = maxTopicBytes;
  }

  get size(): number {
    return this.#count;
  }

  find(bytes: Uint8Array, start: number, end: number): TopicRoute | undefined {
    const hash = hashOf(bytes, start, end);
    const mask = this.#capacity - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const topic = this.#topics[slot];
      if (topic === undefined) return undefined;
      if (this.#hashes[slot] === hash && equals(topic, bytes, start, end)) return this.#routes[slot];
    }
  }

  /** Copies the topic: a Buffer's own `slice` would keep a view of the read buffer, which is written over. */
  add(bytes: Uint8Array, start: number, end: number, route: TopicRoute): void {
    if (this.#count >= this.#maxTopics || this.#topicBytes >= this.#maxTopicBytes) this.#reset(1024);
    if (this.#count * 2 >= this.#capacity) this.#grow();
    this.#insert(hashOf(bytes, start, end), new Uint8Array(bytes.subarray(start, end)), route);
  }

  /** Forgets every route: after the mappings or taps that made them have changed. */
  clear(): void {
    this.#reset(1024);
  }

  #insert(hash: number, topic: Uint8Array, route: TopicRoute): void {
    const mask = this.#capacity - 1;
    let slot = hash & mask;
    while (this.#topics[slot] !== undefined) slot = (slot + 1) & mask;
    this.#hashes[slot] = hash;
    this.#topics[slot] = topic;
    this.#routes[slot] = route;
    this.#count += 1;
    this.#topicBytes += topic.length;
  }

  #grow(): void {
    const hashes = this.#hashes;
    const topics = this.#topics;
    const routes = this.#routes;
    this.#reset(this.#capacity * 2);
    for (let slot = 0; slot < topics.length; slot += 1) {
      const topic = topics[slot];
      const route = routes[slot];
      if (topic !== undefined && route !== undefined) this.#insert(hashes[slot] ?? 0, topic, route);
    }
  }

  #reset(capacity: number): void {
    this.#capacity = capacity;
    this.#hashes = new Uint32Array(capacity);
    this.#topics = Array.from({ length: capacity }, () => undefined);
    this.#routes = Array.from({ length: capacity }, () => undefined);
    this.#count = 0;
    this.#topicBytes = 0;
  }
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash >>> 0;
}

function equals(topic: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (topic.length !== end - start) return false;
  for (let index = 0; index < topic.length; index += 1) {
    if (topic[index] !== bytes[start + index]) return false;
  }
  return true;
}
