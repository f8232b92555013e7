import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startMosquitto } from '../test/support/mosquitto.ts';
import { startTelltale, type TelltaleProcess } from '../test/support/telltale-process.ts';
import { until } from '../test/support/until.ts';
import type { LoadOptions } from './support/load.ts';
import { cpuSecondsOf, residentMegabytesOf } from './support/process-usage.ts';
import { median, round } from './support/statistics.ts';

/**
 * Messages a second from MQTT to committed reading, every stage on, beside a bare `mqtt` subscriber on the
 * same Mosquitto in the same run, in turn; then memory with 10,000 series and the CPU share of a
 * 32,500-sensor site at 1 Hz.
 */

interface Sample {
  readonly messagesPerSecond: number;
  readonly cpuMicrosPerMessage: number;
}

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '9' },
    messages: { type: 'string', default: '200000' },
    'site-seconds': { type: 'string', default: '30' },
  },
});
const ROUNDS = Number(options.rounds);
const MESSAGES = Number(options.messages);
const SERIES = 10_000;
const SITE_SENSORS = 32_500;
/** Each look at /metrics costs Telltale CPU time that is not the messages'. */
const LOOK_MILLIS = 50;

function say(text: string): void {
  if (!options.json) console.log(text);
}

function startChild(file: string, ...args: string[]): ChildProcess {
  return fork(join(import.meta.dirname, 'support', file), args);
}

async function publish(loader: ChildProcess, load: LoadOptions): Promise<void> {
  const sent = once(loader, 'message');
  loader.send(load);
  await sent;
}

async function sampleOf(pid: number, messages: number, run: () => Promise<void>): Promise<Sample> {
  const cpuBefore = cpuSecondsOf(pid);
  const startedAt = performance.now();
  await run();
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    messagesPerSecond: messages / seconds,
    cpuMicrosPerMessage: ((cpuSecondsOf(pid) - cpuBefore) / messages) * 1e6,
  };
}

async function sampleBare(loader: ChildProcess, load: LoadOptions): Promise<Sample> {
  const subscriber = startChild('bare-subscriber-process.js', String(load.port), String(load.qos));
  await once(subscriber, 'message');
  subscriber.send(load.messages);
  const sample = await sampleOf(subscriber.pid ?? 0, load.messages, async () => {
    const done = once(subscriber, 'message');
    await Promise.all([publish(loader, load), done]);
  });
  subscriber.kill();
  return sample;
}

async function sampleTelltale(loader: ChildProcess, load: LoadOptions, telltale: TelltaleProcess): Promise<Sample> {
  const before = await telltale.metric('telltale_readings_committed_total');
  return await sampleOf(telltale.pid, load.messages, async () => {
    await publish(loader, load);
    await until(
      'every reading is committed',
      async () => (await telltale.metric('telltale_readings_committed_total')) - before >= load.messages,
      120_000,
      LOOK_MILLIS,
    );
  });
}

async function compare(qos: 0 | 1, port: number, loader: ChildProcess, telltale: TelltaleProcess) {
  const load: LoadOptions = { port, qos, messages: qos === 0 ? MESSAGES : MESSAGES / 4, sensors: SERIES };
  await sampleTelltale(loader, load, telltale);
  await sampleBare(loader, load);
  const pairs: { bare: Sample; telltale: Sample }[] = [];
  for (let n = 0; n < ROUNDS; n += 1) {
    const bare = await sampleBare(loader, load);
    pairs.push({ bare, telltale: await sampleTelltale(loader, load, telltale) });
  }
  const of = (pick: (pair: { bare: Sample; telltale: Sample }) => number): number => median(pairs.map(pick));
  return {
    qos,
    rounds: ROUNDS,
    bareMessagesPerSecond: Math.round(of((pair) => pair.bare.messagesPerSecond)),
    telltaleMessagesPerSecond: Math.round(of((pair) => pair.telltale.messagesPerSecond)),
    rateRatio: round(of((pair) => pair.telltale.messagesPerSecond / pair.bare.messagesPerSecond)),
    bareCpuMicrosPerMessage: round(of((pair) => pair.bare.cpuMicrosPerMessage)),
    telltaleCpuMicrosPerMessage: round(of((pair) => pair.telltale.cpuMicrosPerMessage)),
    cpuRatio: round(of((pair) => pair.telltale.cpuMicrosPerMessage / pair.bare.cpuMicrosPerMessage)),
  };
}

async function sampleSite(port: number, loader: ChildProcess, telltale: TelltaleProcess) {
  const seconds = Number(options['site-seconds']);
  const load = { port, qos: 0, sensors: SITE_SENSORS, messagesPerSecond: SITE_SENSORS } as const;
  await publish(loader, { ...load, messages: SITE_SENSORS * 3 });
  const sample = await sampleTelltale(loader, { ...load, messages: SITE_SENSORS * seconds }, telltale);
  return {
    sensors: SITE_SENSORS,
    seconds,
    coreShare: round((sample.cpuMicrosPerMessage * SITE_SENSORS) / 1e6),
    residentMegabytes: Math.round(residentMegabytesOf(telltale.pid)),
  };
}

/** Nothing may be dropped; the window of unacknowledged messages is the same for both. */
const mosquitto = await startMosquitto({
  configuration: (port) =>
    `listener ${port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\nmax_inflight_messages 1000`,
});
const loader = startChild('load-process.js');
const telltale = await startTelltale({
  environment: { TELLTALE_MQTT_URL: `mqtt://127.0.0.1:${mosquitto.port}`, TELLTALE_DEMO: '0' },
});
say(`${MESSAGES} messages over ${SERIES} series a round, ${ROUNDS} rounds in turn; medians`);
const qos0 = await compare(0, mosquitto.port, loader, telltale);
say(JSON.stringify(qos0, undefined, 2));
const residentMegabytesAt10000Series = Math.round(residentMegabytesOf(telltale.pid));
say(`resident with ${SERIES} series: ${residentMegabytesAt10000Series} MB`);
const qos1 = await compare(1, mosquitto.port, loader, telltale);
say(JSON.stringify(qos1, undefined, 2));
const site = await sampleSite(mosquitto.port, loader, telltale);
say(JSON.stringify(site, undefined, 2));
loader.kill();
await telltale.stop();
await mosquitto.stop();
if (options.json) console.log(JSON.stringify({ qos0, qos1, residentMegabytesAt10000Series, site }));
