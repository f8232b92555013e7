/**
 * Splits an inbound MQTT 3.1.1 byte stream into PUBLISH frames, handed on as offsets into the chunk, and
 * everything else, handed on as bytes. No object and no copy for a message whose frame lies in one chunk.
 * OASIS MQTT 3.1.1 §2.2 (fixed header), §3.3 (PUBLISH).
 */
export interface FrameConsumer {
  /**
   * Offsets are valid during the call only. `packetId` is 0 at QoS 0. `retained` is what the broker has kept
   * and repeats to each new subscription.
   */
  publish(
    bytes: Buffer,
    topicStart: number,
    topicEnd: number,
    payloadStart: number,
    payloadEnd: number,
    packetId: number,
    retained: boolean,
  ): void;
  /** A PUBLISH larger than the limit was skipped; it must be acknowledged all the same or it comes again. */
  tooLarge(topic: string, packetId: number, size: number): void;
  /** A frame that is not a PUBLISH, whole or in parts. */
  control(bytes: Buffer): void;
  /** The stream does not follow the protocol; nothing after it can be understood. */
  malformed(detail: string): void;
}

const PUBLISH = 3;
const MAX_REMAINING_LENGTH_BYTES = 4;
/** Enough of an oversized frame to know its topic and packet id: the longest topic, its length, the id. */
const OVERSIZE_HEAD_BYTES = 65_535 + 4;

export class PublishFrameReader {
  readonly #consumer: FrameConsumer;
  readonly #maxFrameBytes: number;
  #carry: Buffer[] = [];
  #carryBytes = 0;
  /** Total size of the frame at the head of the carry, once its header is complete; 0 before. */
  #carryFrameBytes = 0;
  #skipBytes = 0;
  #broken = false;

  constructor(consumer: FrameConsumer, maxFrameBytes: number) {
    this.#consumer = consumer;
    this.#maxFrameBytes = maxFrameBytes;
  }

  push(chunk: Buffer): void {
    if (this.#broken) return;
    let bytes = chunk;
    if (this.#skipBytes > 0) {
      const skipped = Math.min(this.#skipBytes, bytes.length);
      this.#skipBytes -= skipped;
      bytes = bytes.subarray(skipped);
    }
    if (this.#carryBytes > 0) {
      if (this.#carryBytes + bytes.length < this.#carryFrameBytes) {
        this.#keep(bytes);
        return;
      }
      bytes = Buffer.concat([...this.#carry, bytes]);
      this.#carry = [];
      this.#carryBytes = 0;
      this.#carryFrameBytes = 0;
    }
    const consumed = this.#frames(bytes);
    if (!this.#broken && consumed < bytes.length) this.#keep(Buffer.from(bytes.subarray(consumed)));
  }

  #keep(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#carry.push(this.#carryBytes === 0 ? bytes : Buffer.from(bytes));
    this.#carryBytes += bytes.length;
  }

  /** Handles every whole frame; returns where the first incomplete one begins. */
  #frames(bytes: Buffer): number {
    let at = 0;
    while (at < bytes.length) {
      let length = 0;
      let headerEnd = at + 1;
      let multiplier = 1;
      let byte = 128;
      while (byte >= 128) {
        if (headerEnd - at > MAX_REMAINING_LENGTH_BYTES) return this.#fail('remaining length is longer than 4 bytes');
        if (headerEnd >= bytes.length) return at;
        byte = bytes[headerEnd] ?? 0;
        length += (byte & 127) * multiplier;
        multiplier *= 128;
        headerEnd += 1;
      }
      const end = headerEnd + length;
      const isPublish = (bytes[at] ?? 0) >> 4 === PUBLISH;
      if (isPublish && end - at > this.#maxFrameBytes) {
        const rest = this.#oversized(bytes, at, headerEnd, end);
        if (rest < 0) return at;
        at = rest;
        continue;
      }
      if (end > bytes.length) {
        this.#carryFrameBytes = end - at;
        return at;
      }
      if (isPublish) this.#publish(bytes, at, headerEnd, end);
      else this.#consumer.control(bytes.subarray(at, end));
      if (this.#broken) return bytes.length;
      at = end;
    }
    return at;
  }

  #publish(bytes: Buffer, at: number, headerEnd: number, end: number): void {
    const flags = bytes[at] ?? 0;
    const withPacketId = (flags & 0b0110) !== 0;
    const topicStart = headerEnd + 2;
    const topicEnd = topicStart + (((bytes[headerEnd] ?? 0) << 8) | (bytes[headerEnd + 1] ?? 0));
    const payloadStart = topicEnd + (withPacketId ? 2 : 0);
    if (payloadStart > end) {
      this.#fail('a PUBLISH is shorter than its topic');
      return;
    }
    const packetId = withPacketId ? ((bytes[topicEnd] ?? 0) << 8) | (bytes[topicEnd + 1] ?? 0) : 0;
    this.#consumer.publish(bytes, topicStart, topicEnd, payloadStart, end, packetId, (flags & 0b0001) !== 0);
  }

  /** Where the next frame begins, or -1 while too little has arrived to name the topic. */
  #oversized(bytes: Buffer, at: number, headerEnd: number, end: number): number {
    const headBytes = Math.min(end - at, OVERSIZE_HEAD_BYTES);
    if (bytes.length - at < headBytes) {
      this.#carryFrameBytes = headBytes;
      return -1;
    }
    const topicStart = headerEnd + 2;
    const topicEnd = topicStart + (((bytes[headerEnd] ?? 0) << 8) | (bytes[headerEnd + 1] ?? 0));
    const withPacketId = ((bytes[at] ?? 0) & 0b0110) !== 0;
    const packetId = withPacketId ? ((bytes[topicEnd] ?? 0) << 8) | (bytes[topicEnd + 1] ?? 0) : 0;
    this.#consumer.tooLarge(bytes.toString('utf8', topicStart, topicEnd), packetId, end - at);
    this.#skipBytes = Math.max(0, end - bytes.length);
    return Math.min(end, bytes.length);
  }

  #fail(detail: string): number {
    this.#broken = true;
    this.#consumer.malformed(detail);
    return 0;
  }
}
