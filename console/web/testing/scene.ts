import { createConsoleServer } from '../../server/console-server.ts';
import type { HttpServer } from '../../server/listen.ts';
import { refusingDeps } from '../../server/testing/refusing-deps.ts';
import type { Aberration } from '../../../core/aberration.ts';
import { DEMO_SITE, type Event } from '../../../core/event.ts';
import { DEMONSTRATION, priorityOf, type Contribution } from '../../../core/priority.ts';
import type { SystemStatus } from '../../../core/ports/status.ts';
import { SeriesRegistry } from '../../../core/series-registry.ts';
import { makeSeries, seriesKey } from '../../../core/series.ts';
import { makeEvent, makeSignal } from '../../server/testing/make-event.ts';
import { MemoryDesk } from './memory-desk.ts';

const MINUTE = 60_000;
const FREEZER = makeSeries('cold store', 'freezer-2', 'temperature', { unit: '°C' });
const CLASS_WEIGHT: Readonly<Partial<Record<Event['class'], number>>> = {
  fire: 59,
  'hold-up': 58,
  intrusion: 12,
  tamper: 9,
};

export interface Scene {
  readonly url: string;
  readonly desk: MemoryDesk;
  status: SystemStatus;
  /** The next event's own fields over a plain one that opened `secondsAgo`. */
  open(fields: Partial<Event>, secondsAgo?: number): void;
  close(): Promise<void>;
  /** Starts again on the same port after `close`. */
  reopen(): Promise<void>;
}

/** A console over an in-memory desk and a freezer that warms up; nothing else is real. */
export async function startScene(webFolder: string): Promise<Scene> {
  const nowMillis = (): number => Date.now();
  const memory = new MemoryDesk(nowMillis);
  const registry = new SeriesRegistry();
  registry.register(FREEZER);
  let server: HttpServer | undefined;
  const listen = async (port: number): Promise<number> => {
    server = createConsoleServer(
      refusingDeps({
        desk: memory.desk,
        audit: memory.audit,
        archive: memory.archive,
        roster: { ...refusingDeps().roster, signedOn: () => [{ person: 'Jana', sinceMillis: 0 }] },
        registry,
        prioritise: (event, now) => priorityOf(contributionsOf(event, now)),
        history: { read: async (_id, from, to) => freezerReadings(from, to, nowMillis()) },
        expectedBand: (columns) => ({
          ...columns,
          expected: columns.observedAtMillis.map(expectedAt),
          lower: columns.observedAtMillis.map((time) => expectedAt(time) - 1.2),
          upper: columns.observedAtMillis.map((time) => expectedAt(time) + 1.2),
        }),
        status: () => scene.status,
        clock: { nowMillis, monotonicMillis: () => performance.now() },
        webFolder,
      }),
    );
    return await server.listen('127.0.0.1', port);
  };
  const port = await listen(0);
  const scene: Scene = {
    url: `http://127.0.0.1:${port}`,
    desk: memory,
    status: QUIET_STATUS,
    open: (fields, secondsAgo = 0) => {
      const openedAtMillis = nowMillis() - secondsAgo * 1000;
      const signal = makeSignal({
        id: `${fields.id ?? 'event'}-signal`,
        observedAtMillis: openedAtMillis,
        receivedAtMillis: openedAtMillis + 120,
      });
      memory.open(makeEvent({ openedAtMillis, changedAtMillis: openedAtMillis, signals: [signal], ...fields }));
    },
    close: async () => await server?.close(),
    reopen: async () => void (await listen(port)),
  };
  return scene;
}

export function freezerEvent(openedAtMillis: number): Partial<Event> {
  const aberration: Aberration = {
    seriesKey: seriesKey(FREEZER),
    observedAtMillis: openedAtMillis,
    observed: -12.4,
    expected: -18.1,
    lower: -19.3,
    upper: -16.9,
    score: 4.75,
    direction: 'above',
    level: 'alarm',
    verdicts: [
      { detector: 'holt-winters', expected: -18.1, lower: -19.3, upper: -16.9, score: 4.75 },
      { detector: 'time-shift', expected: -18.3, lower: -19.8, upper: -16.5, score: 3.2 },
      { detector: 'coefficient-of-variation', expected: -18, lower: -20, upper: -16, score: 0.8 },
    ],
  };
  const signal = makeSignal({
    id: 'freezer-signal',
    kind: 'aberration',
    type: 'aberration',
    class: 'environment',
    site: 'cold store',
    sensor: 'freezer-2',
    message: 'temperature left its expected band',
    observedAtMillis: openedAtMillis,
    receivedAtMillis: openedAtMillis + 40,
    seriesKey: seriesKey(FREEZER),
    aberration,
  });
  return {
    id: 'freezer',
    title: 'Freezer 2: temperature above its expected band',
    site: 'cold store',
    sensor: 'freezer-2',
    class: 'environment',
    highestScore: 4.75,
    openedAtMillis,
    changedAtMillis: openedAtMillis,
    signals: [signal],
  };
}

function contributionsOf(event: Event, nowMillis: number): Contribution[] {
  const waited = ((event.takenAtMillis ?? nowMillis) - event.openedAtMillis) / MINUTE;
  const all = [
    { name: `class ${event.class}`, value: CLASS_WEIGHT[event.class] ?? 5 },
    { name: 'aberration score', value: quarter(Math.log2(1 + event.highestScore)) },
    { name: 'still active', value: event.activeSignalKeys.length > 0 ? 2 : 0 },
    { name: 'waiting', value: quarter(Math.min(1, waited / 120) * 25) },
    { name: 'escalated', value: event.escalatedAtMillis === undefined ? 0 : 2 },
    { name: DEMONSTRATION, value: event.site === DEMO_SITE ? -100 : 0 },
  ];
  return all.filter(({ value }) => value !== 0);
}

function quarter(value: number): number {
  return Math.floor(value * 4) / 4;
}

const STEP_MILLIS = 10_000;

function freezerReadings(fromMillis: number, toMillis: number, nowMillis: number) {
  const times: number[] = [];
  for (let time = Math.ceil(fromMillis / STEP_MILLIS) * STEP_MILLIS; time < toMillis; time += STEP_MILLIS) {
    times.push(time);
  }
  const values = times.map((time) => {
    const warming = Math.max(0, 1 - (nowMillis - time) / (7 * MINUTE)) * 6.5;
    return expectedAt(time) + Math.sin(time / 37_000) * 0.45 + Math.sin(time / 11_000) * 0.2 + warming;
  });
  return { observedAtMillis: Float64Array.from(times), values: Float64Array.from(values) };
}

function expectedAt(time: number): number {
  return -18 + Math.sin(time / (9 * MINUTE)) * 0.8;
}

const QUIET_STATUS: SystemStatus = {
  version: '0.1.0',
  startedAtMillis: Date.now() - 3_720_000,
  sources: [
    { kind: 'host', state: 'up', detail: 'every 5 s', readings: 26_340, signals: 0, rejected: {} },
    {
      kind: 'mqtt',
      state: 'up',
      detail: 'embedded broker on port 1883',
      readings: 12_345,
      signals: 17,
      rejected: { 'not-json': 9, 'too-large': 1 },
      lastSeenAtMillis: Date.now() - 2000,
    },
    {
      kind: 'snmp',
      state: 'down',
      detail: '192.168.7.20 has not answered since 13:02',
      remedy: 'Check that UDP port 161 is reachable and the community is right.',
      readings: 880,
      signals: 1,
      rejected: {},
    },
  ],
  notifiers: [
    { kind: 'email', state: 'off', detail: 'not configured', sent: 0, failed: 0 },
    { kind: 'log', state: 'up', detail: 'always on', sent: 4, failed: 0 },
  ],
  lateStages: [],
  seriesCount: 143,
  workingMemory: 'embedded',
  demo: true,
};
