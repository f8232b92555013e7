import fc from 'fast-check';
import mqttPacket, { type Packet } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { PublishFrameReader } from './publish-frame-reader.ts';

const MAX_FRAME_BYTES = 5000;

interface Seen {
  readonly published: { topic: string; payload: string; packetId: number; retained: boolean }[];
  readonly tooLarge: { topic: string; packetId: number }[];
  readonly control: Buffer[];
  malformed: number;
}

function read(chunks: readonly Buffer[]): Seen {
  const seen: Seen = { published: [], tooLarge: [], control: [], malformed: 0 };
  const reader = new PublishFrameReader(
    {
      publish: (bytes, topicStart, topicEnd, payloadStart, payloadEnd, packetId, retained) =>
        void seen.published.push({
          topic: bytes.toString('utf8', topicStart, topicEnd),
          payload: bytes.toString('latin1', payloadStart, payloadEnd),
          packetId,
          retained,
        }),
      tooLarge: (topic, packetId) => void seen.tooLarge.push({ topic, packetId }),
      control: (bytes) => void seen.control.push(Buffer.from(bytes)),
      malformed: () => void (seen.malformed += 1),
    },
    MAX_FRAME_BYTES,
  );
  for (const chunk of chunks) {
    const reused = Buffer.from(chunk);
    reader.push(reused);
    reused.fill(0xee);
  }
  return seen;
}

function cut(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [0, ...cuts.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

const publish = fc.record({
  cmd: fc.constant('publish' as const),
  topic: fc.string({ minLength: 1, maxLength: 40 }),
  payload: fc.string({ maxLength: 200 }).map((text) => Buffer.from(text)),
  qos: fc.constantFrom(0 as const, 1 as const),
  messageId: fc.integer({ min: 1, max: 65_535 }),
  dup: fc.boolean(),
  retain: fc.boolean(),
});
const control: fc.Arbitrary<Exclude<Packet, { cmd: 'publish' }>> = fc.constantFrom(
  { cmd: 'pingresp' as const },
  { cmd: 'suback' as const, messageId: 5, granted: [1 as const] },
  { cmd: 'puback' as const, messageId: 9 },
);

describe('PublishFrameReader', () => {
  it('finds the same frames however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(publish, control), { maxLength: 20 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        (packets, cuts) => {
          const frames = packets.map((packet) =>
            mqttPacket.generate(packet.cmd === 'publish' ? { ...packet, dup: packet.dup && packet.qos > 0 } : packet),
          );
          const seen = read(cut(Buffer.concat(frames), cuts));
          const wanted = packets.flatMap((packet) =>
            packet.cmd === 'publish'
              ? [
                  {
                    topic: Buffer.from(packet.topic).toString('utf8'),
                    payload: packet.payload.toString('latin1'),
                    packetId: packet.qos === 0 ? 0 : packet.messageId,
                    retained: packet.retain,
                  },
                ]
              : [],
          );
          expect(seen.published).toEqual(wanted);
          expect(Buffer.concat(seen.control)).toEqual(
            Buffer.concat(frames.filter((_, index) => packets[index]?.cmd !== 'publish')),
          );
          expect(seen.malformed).toBe(0);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('skips a frame over the limit, names it, and reads what follows', () => {
    const large = mqttPacket.generate({
      cmd: 'publish',
      topic: 'big',
      payload: Buffer.alloc(300_000),
      qos: 1,
      messageId: 77,
      dup: false,
      retain: false,
    });
    const small = mqttPacket.generate({
      cmd: 'publish',
      topic: 'small',
      payload: 'x',
      qos: 0,
      dup: false,
      retain: false,
    });
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 10 }), (cuts) => {
        const seen = read(cut(Buffer.concat([small, large, small]), cuts));
        expect(seen.tooLarge).toEqual([{ topic: 'big', packetId: 77 }]);
        expect(seen.published.map((message) => message.topic)).toEqual(['small', 'small']);
      }),
      { numRuns: 100 },
    );
  });

  it('gives up on a stream that is not MQTT, and never throws', () => {
    expect(read([Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0x01])]).malformed).toBe(1);
    expect(read([Buffer.from([0x30, 3, 0, 9, 1])]).malformed).toBe(1);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void read([Buffer.from(bytes)])),
      { numRuns: 2000 },
    );
  });
});
