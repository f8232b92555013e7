import { connect as connectTcp, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import type { Clock } from '../../core/ports/clock.ts';
import { Refused } from '../formats/refused.ts';
import type { MessageIntake } from './message-intake.ts';
import { PublishFrameReader } from './publish-frame-reader.ts';

export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
  /** TLS options where the connection is encrypted. */
  readonly tls: ConnectionOptions | undefined;
}

export interface PublishTapOptions {
  readonly intake: MessageIntake;
  readonly clock: Clock;
  readonly maxMessageBytes: number;
  readonly onCommitFailure: (cause: unknown) => void;
}

const READ_BUFFER_BYTES = 256 * 1024;
/**
 * After a read without QoS 1 messages the socket rests, so that messages arrive many to a read and share a
 * commit: briefly on a quiet connection, longer on a busy one. QoS 1 needs no rest: the broker waits for
 * acknowledgements, and each rest would delay the next messages.
 */
const QUIET_REST_MILLIS = 1;
const BUSY_REST_MILLIS = 10;
const BUSY_READ_BYTES = 4096;
/** Reads whose rows are not committed yet; beyond it the socket is not read until they are. */
const MAX_UNCOMMITTED_READS = 64;
const PUBACK = 0x40;

/**
 * The stream that the MQTT client library speaks through. PUBLISH frames leave it here, straight into the
 * intake, and are acknowledged when what they carried is committed; all other frames go on to the library,
 * which keeps the session, the subscriptions and the keep-alive.
 */
export class PublishTap extends Duplex {
  readonly #socket: Socket;
  readonly #options: PublishTapOptions;
  readonly #reader: PublishFrameReader;
  #packetIds: number[] = [];
  #uncommittedReads = 0;
  #resting: NodeJS.Timeout | undefined;

  constructor(address: BrokerAddress, options: PublishTapOptions) {
    super();
    this.#options = options;
    this.#reader = new PublishFrameReader(
      {
        publish: (bytes, topicStart, topicEnd, payloadStart, payloadEnd, packetId, retained) => {
          options.intake.message(bytes, topicStart, topicEnd, payloadStart, payloadEnd, retained);
          if (packetId !== 0) this.#packetIds.push(packetId);
        },
        tooLarge: (topic, packetId, size) => {
          options.intake.refuse(new Refused('too-large', `${size} bytes on ${topic}`));
          if (packetId !== 0) this.#packetIds.push(packetId);
        },
        control: (bytes) => void this.push(Buffer.from(bytes)),
        malformed: (detail) => this.destroy(new Error(`the broker does not speak MQTT 3.1.1: ${detail}`)),
      },
      options.maxMessageBytes,
    );
    this.#socket =
      address.tls === undefined ? this.#connectPlain(address) : this.#connectEncrypted(address, address.tls);
    this.#socket.on('error', (cause) => this.destroy(cause));
    this.#socket.on('close', () => this.destroy());
  }

  override _read(): void {
    // Control frames are few: they are pushed as they arrive.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (cause?: Error | null) => void): void {
    this.#socket.write(chunk);
    done();
  }

  override _final(done: () => void): void {
    this.#socket.end();
    done();
  }

  override _destroy(cause: Error | null, done: (cause: Error | null) => void): void {
    clearTimeout(this.#resting);
    this.#socket.destroy();
    done(cause);
  }

  #connectPlain(address: BrokerAddress): Socket {
    const buffer = Buffer.allocUnsafeSlow(READ_BUFFER_BYTES);
    return connectTcp({
      host: address.host,
      port: address.port,
      onread: {
        buffer,
        callback: (length: number) => {
          this.#received(buffer.subarray(0, length));
          return false;
        },
      },
    });
  }

  #connectEncrypted(address: BrokerAddress, tls: ConnectionOptions): Socket {
    const socket = connectTls({ servername: address.host, ...tls, host: address.host, port: address.port });
    socket.on('data', (chunk: Buffer) => {
      socket.pause();
      this.#received(chunk);
    });
    return socket;
  }

  #received(chunk: Buffer): void {
    const { intake, clock, onCommitFailure } = this.#options;
    intake.begin(clock.nowMillis());
    this.#reader.push(chunk);
    const packetIds = this.#packetIds;
    this.#packetIds = [];
    const committed = intake.flush();
    this.#uncommittedReads += 1;
    const restMillis = packetIds.length > 0 ? 0 : chunk.length < BUSY_READ_BYTES ? QUIET_REST_MILLIS : BUSY_REST_MILLIS;
    const settled = (): void => {
      this.#uncommittedReads -= 1;
      if (this.#uncommittedReads === MAX_UNCOMMITTED_READS - 1) this.#readAgain(restMillis);
    };
    if (committed === undefined) {
      this.#acknowledge(packetIds);
      settled();
    } else {
      committed
        .then(() => this.#acknowledge(packetIds))
        .catch((cause: unknown) => {
          onCommitFailure(cause);
          this.destroy();
        })
        .finally(settled);
    }
    if (this.#uncommittedReads < MAX_UNCOMMITTED_READS) this.#readAgain(restMillis);
  }

  #readAgain(restMillis: number): void {
    clearTimeout(this.#resting);
    if (restMillis === 0) setImmediate(() => this.#socket.resume());
    else this.#resting = setTimeout(() => this.#socket.resume(), restMillis);
  }

  /** Messages whose commit failed stay unacknowledged: on the next connection the broker delivers them again. */
  #acknowledge(packetIds: readonly number[]): void {
    if (packetIds.length === 0 || this.destroyed) return;
    const bytes = Buffer.allocUnsafe(packetIds.length * 4);
    packetIds.forEach((packetId, index) => {
      bytes[index * 4] = PUBACK;
      bytes[index * 4 + 1] = 2;
      bytes.writeUInt16BE(packetId, index * 4 + 2);
    });
    this.write(bytes);
  }
}
