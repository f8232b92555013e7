import { execFile } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../test/support/free-port.ts';
import { startMosquitto, type MosquittoOptions } from '../../test/support/mosquitto.ts';
import { makeContext, type TestContext } from '../../test/support/recording-sink.ts';
import type { RunningServer } from '../../test/support/server-process.ts';
import { until } from '../../test/support/until.ts';
import { BrokerConnection } from './broker-connection.ts';
import { mqttConfigSchema } from './config.ts';

const run = promisify(execFile);
const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function startBroker(options: MosquittoOptions = {}): Promise<RunningServer> {
  const server = await startMosquitto(options);
  cleanUps.push(async () => await server.stop());
  return server;
}

async function collect(settings: object, context = makeContext()): Promise<TestContext> {
  const parsed = mqttConfigSchema.parse(settings);
  const connection = new BrokerConnection({ ...parsed, url: parsed.url ?? '' }, context);
  cleanUps.push(async () => await connection.stop());
  await connection.start(AbortSignal.timeout(5000));
  await until('it is subscribed', () => context.healths.at(-1)?.state === 'up');
  return context;
}

async function publisher(port: number): Promise<MqttClient> {
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`);
  cleanUps.push(async () => await client.endAsync(true));
  return client;
}

describe('an outside broker', () => {
  it('brings in readings and alarms, many to a read', async () => {
    const { port } = await startBroker();
    const context = await collect({ url: `mqtt://127.0.0.1:${port}` });
    const client = await publisher(port);
    for (let n = 0; n < 2000; n += 1) client.publish(`telltale/lab/s${n % 50}/temperature`, `{"value":${n}}`);
    await client.publishAsync('telltale/lab/s1/alarm', 'motion', { qos: 1 });
    await until('all have arrived', () => context.sink.recorded.length === 2000 && context.sink.signalled.length === 1);
    expect(context.sink.recorded.map((reading) => reading.value)).toEqual(Array.from({ length: 2000 }, (_, n) => n));
  });

  it('subscribes to what the mappings and the taps name', async () => {
    const { port } = await startBroker();
    const context = await collect({
      url: `mqtt://127.0.0.1:${port}`,
      mappings: [{ topic: 'plant/{site}/{sensor}/{metric}' }],
    });
    const heard: string[] = [];
    context.messageTap.tap('gateway/+', (topic) => void heard.push(topic));
    const client = await publisher(port);
    await until('both have arrived', async () => {
      await client.publishAsync('plant/hq/pump/pressure', '4.5', { qos: 1 });
      await client.publishAsync('gateway/1', '{}', { qos: 1 });
      return heard.length > 0 && context.sink.recorded.length > 0;
    });
    expect(context.sink.recorded[0]).toMatchObject({ key: 'pressure{sensor="pump",site="hq"}', value: 4.5 });
  });

  it('gets a message again whose commit failed, and acknowledges it when it is committed', async () => {
    const { port } = await startBroker();
    const context = makeContext();
    let fails = 2;
    context.sink.commit = async () => {
      if (fails > 0) throw new Error(`disk full ${(fails -= 1)}`);
    };
    await collect({ url: `mqtt://127.0.0.1:${port}` }, context);
    const client = await publisher(port);
    await client.publishAsync('telltale/lab/s1/alarm', '{"type":"motion","id":"a1"}', { qos: 1 });
    await until('the third delivery is committed', () => context.sink.signalled.length === 3);
    await client.publishAsync('telltale/lab/s1/alarm', '{"type":"motion","id":"a2"}', { qos: 1 });
    await until('the next alarm comes once', () => context.sink.signalled.at(-1)?.deviceId === 'a2');
    expect(context.sink.signalled.map((signal) => signal.deviceId)).toEqual(['a1', 'a1', 'a1', 'a2']);
  });

  it('repeats an alarm that the broker keeps, and it is the same one on every connection', async () => {
    const { port } = await startBroker();
    const client = await publisher(port);
    await client.publishAsync('telltale/lab/s1/alarm', 'motion', { qos: 1, retain: true });
    const first = await collect({ url: `mqtt://127.0.0.1:${port}`, clientId: 'first' });
    const second = await collect({ url: `mqtt://127.0.0.1:${port}`, clientId: 'second' });
    await until('both have it', () => first.sink.signalled.length === 1 && second.sink.signalled.length === 1);
    expect(second.sink.signalled[0]?.id).toBe(first.sink.signalled[0]?.id);
  });

  it('keeps its session while it is away', async () => {
    const { port } = await startBroker();
    const first = makeContext();
    const parsed = mqttConfigSchema.parse({ url: `mqtt://127.0.0.1:${port}` });
    const connection = new BrokerConnection({ ...parsed, url: parsed.url ?? '' }, first);
    await connection.start(AbortSignal.timeout(5000));
    await until('it is subscribed', () => first.healths.at(-1)?.state === 'up');
    await connection.stop();
    const client = await publisher(port);
    await client.publishAsync('telltale/lab/s1/alarm', 'while away', { qos: 1 });
    const second = await collect({ url: `mqtt://127.0.0.1:${port}` });
    await until('what came meanwhile is delivered', () => second.sink.signalled.length === 1);
    expect(first.sink.signalled).toEqual([]);
  });

  it('comes back by itself after the broker was away, and says so', async () => {
    const port = await freePort();
    const server = await startBroker({ port });
    const context = await collect({ url: `mqtt://127.0.0.1:${port}` });
    await server.stop('SIGKILL');
    await until('it says that it is down', () => context.healths.at(-1)?.state === 'down');
    await startBroker({ port });
    await until('it says that it is up', () => context.healths.at(-1)?.state === 'up');
    const client = await publisher(port);
    await client.publishAsync('telltale/lab/s1/temperature', '1', { qos: 1 });
    await until('readings arrive again', () => context.sink.recorded.length === 1);
  });

  it('that does not answer is a failure to retry, with a remedy', async () => {
    const parsed = mqttConfigSchema.parse({ url: `mqtt://127.0.0.1:${await freePort()}` });
    const connection = new BrokerConnection({ ...parsed, url: parsed.url ?? '' }, makeContext());
    const failure = await connection.start(AbortSignal.timeout(5000)).catch((cause: unknown) => cause);
    expect(failure).toMatchObject({
      retryable: true,
      reason: 'unreachable',
      remedy: expect.stringContaining('TELLTALE_MQTT_URL'),
    });
  });

  it('is reached by TLS with credentials', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'telltale-tls-'));
    const key = join(folder, 'key.pem');
    const cert = join(folder, 'cert.pem');
    const passwords = join(folder, 'passwords');
    await run('openssl', [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost',
      '-keyout',
      key,
      '-out',
      cert,
    ]);
    await writeFile(passwords, '');
    await run('mosquitto_passwd', ['-b', passwords, 'telltale', 'let-me-in']);
    for (const file of [folder, key, cert, passwords]) await chmod(file, 0o755);
    const { port } = await startBroker({
      configuration: (listener) =>
        `listener ${listener} 127.0.0.1\nallow_anonymous false\npassword_file ${passwords}\ncertfile ${cert}\nkeyfile ${key}`,
    });
    const url = `mqtts://localhost:${port}`;
    const context = await collect({ url, username: 'telltale', password: 'let-me-in', caFile: cert });
    const wrong = collect({ url, username: 'telltale', password: 'wrong', caFile: cert });
    await expect(wrong).rejects.toMatchObject({ reason: 'authentication' });
    await run('mosquitto_pub', [
      '-h',
      'localhost',
      '-p',
      String(port),
      '--cafile',
      cert,
      '-u',
      'telltale',
      '-P',
      'let-me-in',
      '-t',
      'telltale/lab/s1/temperature',
      '-m',
      '21',
      '-q',
      '1',
    ]);
    await until('the reading arrives', () => context.sink.recorded.length === 1);
  });
});
