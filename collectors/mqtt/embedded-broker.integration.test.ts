import { connectAsync, type MqttClient } from 'mqtt';
import mqttPacket from 'mqtt-packet';
import { createConnection, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Failure } from '../../core/failure.ts';
import { freePort } from '../../test/support/free-port.ts';
import { makeContext, type TestContext } from '../../test/support/recording-sink.ts';
import { until } from '../../test/support/until.ts';
import { mqttConfigSchema } from './config.ts';
import { EmbeddedBroker } from './embedded-broker.ts';

const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function startBroker(
  settings: object = {},
): Promise<{ context: TestContext; port: number; broker: EmbeddedBroker }> {
  const port = await freePort();
  const context = makeContext();
  const broker = new EmbeddedBroker(mqttConfigSchema.parse({ port, ...settings }), context);
  await broker.start();
  cleanUps.push(async () => await broker.stop());
  return { context, port, broker };
}

async function connect(port: number, options: object = {}): Promise<MqttClient> {
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0, ...options });
  client.on('error', () => undefined);
  cleanUps.push(async () => await client.endAsync(true));
  return client;
}

/** A client that reads nothing after its subscription was answered. */
async function subscribeAndFreeze(port: number, topic: string): Promise<void> {
  const socket = createConnection(port, '127.0.0.1');
  socket.on('error', () => undefined);
  cleanUps.push(async () => void socket.destroy());
  const parser = mqttPacket.parser();
  const answered = new Promise<void>((resolve) => parser.on('packet', ({ cmd }) => cmd === 'suback' && resolve()));
  socket.on('data', (bytes) => parser.parse(bytes));
  socket.write(
    mqttPacket.generate({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      clientId: 'frozen',
      keepalive: 0,
    }),
  );
  socket.write(mqttPacket.generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic, qos: 0 }] }));
  await answered;
  socket.pause();
}

describe('the embedded broker', () => {
  it('takes in readings and alarms, and passes messages on to other subscribers', async () => {
    const { context, port } = await startBroker();
    const client = await connect(port);
    const listener = await connect(port);
    const heard: string[] = [];
    listener.on('message', (topic) => void heard.push(topic));
    await listener.subscribeAsync('telltale/#');
    await client.publishAsync('telltale/lab/s1/temperature', '21.5', { qos: 1 });
    await client.publishAsync('telltale/lab/s1/alarm', '{"type":"motion","id":"a1"}', { qos: 1 });
    await client.publishAsync('some/where/power', 'watts,site=hq value=4', { qos: 1 });
    expect(context.sink.recorded).toMatchObject([
      { key: 'temperature{sensor="s1",site="lab"}', value: 21.5 },
      { key: 'watts{sensor="watts",site="hq"}', value: 4 },
    ]);
    expect(context.sink.signalled).toMatchObject([{ type: 'motion', site: 'lab', sensor: 's1', deviceId: 'a1' }]);
    await until('the other subscriber hears both', () => heard.length === 2);
  });

  it('acknowledges a QoS 1 message only when what it carries is committed', async () => {
    const { context, port } = await startBroker();
    let commit = (): void => undefined;
    context.sink.commit = async () => await new Promise((resolve) => (commit = resolve));
    const client = await connect(port);
    let acknowledged = false;
    const published = client
      .publishAsync('telltale/lab/s1/alarm', 'motion', { qos: 1 })
      .then(() => (acknowledged = true));
    await until('the alarm is handed over', () => context.sink.signalled.length === 1);
    const other = await connect(port);
    await other.subscribeAsync('round/trip');
    expect(acknowledged).toBe(false);
    commit();
    await published;
  });

  it('does not acknowledge what could not be committed, and takes it when it comes again', async () => {
    const { context, port } = await startBroker();
    context.sink.commit = async () => await Promise.reject(new Error('disk full'));
    const client = await connect(port, { reconnectPeriod: 20, clean: false, clientId: 'sender' });
    const published = client.publishAsync('telltale/lab/s1/alarm', '{"type":"motion","id":"a1"}', { qos: 1 });
    await until('the first try fails', () => context.sink.signalled.length >= 1);
    context.sink.commit = async () => undefined;
    await published;
    expect(new Set(context.sink.signalled.map((signal) => signal.id)).size).toBe(1);
  });

  it('counts bad input by reason and takes the good beside it', async () => {
    const { context, port } = await startBroker({ maxMessageBytes: 100_000 });
    const client = await connect(port);
    const bad: readonly (readonly [string, string | Buffer])[] = [
      ['telltale/lab/s1/temperature', 'not json'],
      ['telltale/lab/s1/temperature', '{"value":"text"}'],
      ['telltale/lab/s1/temperature', 'NaN'],
      ['telltale/lab/s1/temperature', '{"value":Infinity}'],
      ['telltale/lab/s1/temperature', Buffer.from([0xc3, 0x28])],
      ['telltale/lab/s1/temperature', Buffer.alloc(10_000_000, '1')],
      ['telltale/lab/s1/temperature', '{"value":1,"time":0}'],
      ['telltale/lab/s1/temperature', '{"value":2,"time":"2100-01-01T00:00:00Z"}'],
      ['telltale//s1/temperature', '1'],
    ];
    for (const [topic, payload] of bad) {
      await client.publishAsync(topic, payload, { qos: 1 });
      await client.publishAsync('telltale/lab/good/temperature', '20', { qos: 1 });
    }
    expect(Object.fromEntries(context.sink.rejected)).toEqual({
      'not-json': 1,
      'wrong-type': 1,
      'not-finite': 2,
      'not-utf8': 1,
      'too-large': 1,
      'device-time-past': 1,
      'device-time-future': 1,
      'bad-topic': 1,
    });
    expect(context.sink.recorded.filter((reading) => reading.key.includes('good'))).toHaveLength(bad.length);
  });

  it('hands tapped topics to whoever taps them', async () => {
    const { context, port } = await startBroker();
    const client = await connect(port);
    await client.publishAsync('telltale/lab/gateway/ble', '[]', { qos: 1 });
    const heard: string[] = [];
    context.messageTap.tap('telltale/+/+/ble', (topic, payload) => void heard.push(`${topic} ${payload.toString()}`));
    await client.publishAsync('telltale/lab/gateway/ble', '[]', { qos: 1 });
    expect(heard).toEqual(['telltale/lab/gateway/ble []']);
  });

  it('lets no subscriber that takes nothing hold up alarms for long', async () => {
    const { context, port } = await startBroker();
    await subscribeAndFreeze(port, '#');
    const sender = await connect(port);
    const alarm = JSON.stringify({ type: 'motion', message: 'x'.repeat(20_000) });
    const publish = async () => await sender.publishAsync('telltale/lab/door/alarm', alarm, { qos: 1 });
    await Promise.all(Array.from({ length: 1000 }, publish));
    expect(context.sink.signalled).toHaveLength(1000);
  });

  it('keeps nothing for a client that is away', async () => {
    const { port } = await startBroker();
    const session = { clientId: 'away', clean: false };
    const client = await connect(port, session);
    await client.subscribeAsync('news', { qos: 1 });
    await client.endAsync();
    await (await connect(port)).publishAsync('news', 'missed', { qos: 1 });
    const again = await connect(port, session);
    const heard: string[] = [];
    again.on('message', (_topic, payload) => void heard.push(payload.toString()));
    await again.subscribeAsync('news', { qos: 1 });
    await again.publishAsync('news', 'heard', { qos: 1 });
    await until('the next message is heard', () => heard.includes('heard'));
    expect(heard).toEqual(['heard']);
  });

  it('says what to do when its port is taken', async () => {
    const port = await freePort();
    const server = createServer().listen(port, '127.0.0.1');
    await until('the port is taken', () => server.listening);
    const broker = new EmbeddedBroker(mqttConfigSchema.parse({ port }), makeContext());
    const failure = await broker.start().catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ retryable: true, remedy: expect.stringContaining('TELLTALE_MQTT_URL') });
    server.close();
  });
});
