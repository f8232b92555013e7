import { createConnection, type Socket } from 'node:net';
import { once } from 'node:events';
import mqttPacket from 'mqtt-packet';

export interface LoadOptions {
  readonly port: number;
  readonly messages: number;
  readonly sensors: number;
  readonly qos: 0 | 1;
  /** Unpaced when undefined. */
  readonly messagesPerSecond?: number;
}

const FRAMES_PER_WRITE = 200;
const PACE_MILLIS = 20;
/** Acknowledgements a QoS 1 publisher leaves outstanding. */
const MAX_IN_FLIGHT = 1000;

/** Publishes `telltale/bench/s<n>/temperature` with values that wander a little, from pre-encoded frames. */
export async function publishLoad(options: LoadOptions): Promise<void> {
  const socket = await connect(options.port);
  const acknowledged = countAcknowledgements(socket);
  const pool = encodePool(options);
  const startedAt = performance.now();
  let sent = 0;
  while (sent < options.messages) {
    const many = Math.min(FRAMES_PER_WRITE, options.messages - sent);
    const frames: Buffer[] = [];
    for (let n = 0; n < many; n += 1) frames.push(frameAt(pool, sent + n, options.qos));
    sent += many;
    if (!socket.write(Buffer.concat(frames))) await once(socket, 'drain');
    while (options.qos === 1 && sent - acknowledged.count > MAX_IN_FLIGHT) await acknowledged.next();
    if (options.messagesPerSecond !== undefined) await pace(startedAt, sent, options.messagesPerSecond);
  }
  while (options.qos === 1 && acknowledged.count < sent) await acknowledged.next();
  socket.end(mqttPacket.generate({ cmd: 'disconnect' }));
  await once(socket, 'close');
}

async function connect(port: number): Promise<Socket> {
  const socket = createConnection({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  socket.write(
    mqttPacket.generate({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clientId: 'load',
      clean: true,
      keepalive: 0,
    }),
  );
  await once(socket, 'data');
  return socket;
}

function countAcknowledgements(socket: Socket): { count: number; next: () => Promise<void> } {
  const parser = mqttPacket.parser();
  let wake = (): void => undefined;
  const counter = {
    count: 0,
    next: async (): Promise<void> => await new Promise((resolve) => (wake = resolve)),
  };
  parser.on('packet', (packet) => {
    if (packet.cmd === 'puback') counter.count += 1;
  });
  socket.on('data', (chunk) => {
    parser.parse(chunk);
    wake();
  });
  return counter;
}

/** Several rounds over all sensors, so that values change from one message of a sensor to the next. */
function encodePool(options: LoadOptions): readonly Buffer[] {
  const rounds = 4;
  return Array.from({ length: options.sensors * rounds }, (_, n) => {
    const sensor = n % options.sensors;
    const value = (20 + Math.sin(sensor) * 5 + Math.sin(n * 7.3) * 0.5).toFixed(2);
    return mqttPacket.generate({
      cmd: 'publish',
      topic: `telltale/bench/s${sensor}/temperature`,
      payload: `{"value": ${value}, "unit": "C"}`,
      qos: options.qos,
      messageId: 1,
      dup: false,
      retain: false,
    });
  });
}

function frameAt(pool: readonly Buffer[], index: number, qos: 0 | 1): Buffer {
  const frame = pool[index % pool.length] ?? Buffer.alloc(0);
  if (qos === 0) return frame;
  const numbered = Buffer.from(frame);
  const topicLength = numbered.readUInt16BE(2);
  numbered.writeUInt16BE((index % 65_535) + 1, 4 + topicLength);
  return numbered;
}

async function pace(startedAt: number, sent: number, messagesPerSecond: number): Promise<void> {
  const aheadMillis = (sent / messagesPerSecond) * 1000 - (performance.now() - startedAt);
  if (aheadMillis > PACE_MILLIS) await new Promise((resolve) => setTimeout(resolve, aheadMillis));
}
