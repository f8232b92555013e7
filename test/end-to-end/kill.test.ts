import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SeededRandom } from '../../analytics/test-support/seeded-random.ts';
import { freePort } from '../support/free-port.ts';
import { startMosquitto } from '../support/mosquitto.ts';
import {
  launchTelltale,
  startTelltale,
  type LaunchedTelltale,
  type TelltaleOptions,
  type TelltaleProcess,
} from '../support/telltale-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { AlarmPublisher } from './alarm-publisher.ts';
import { openEvents, signalIdsOf } from './ask.ts';
import { NoteTaker } from './note-taker.ts';
import { report } from './report.ts';

/** Each lane of the panel is a site of its own: what one site reports at once would be one event. */
const SITES = 'works-';
/** The share of kills that hit Telltale while it starts; the others hit it at work. */
const SHARE_WHILE_STARTING = 0.2;
const LONGEST_START_MILLIS = 700;
const LONGEST_WORK_MILLIS = 300;
const FIRST_ALARM_MILLIS = 60_000;
const LOOK_MILLIS = 20;

interface Siege {
  readonly kills: number;
  readonly seed: number;
  readonly telltale: TelltaleOptions & { readonly dataFolder: string };
  /** Where the panel publishes, and how long each of its lanes rests between two alarms. */
  readonly panelPort: number;
  readonly paceMillis: number;
}

interface Outcome {
  readonly acknowledged: ReadonlySet<string>;
  readonly acceptedNotes: readonly string[];
  readonly trail: Trail;
  /** The panel's ids as the HTTP interface shows them. */
  readonly shown: readonly string[];
}

async function besiege({ kills, seed, telltale, panelPort, paceMillis }: Siege): Promise<Outcome> {
  const random = new SeededRandom(seed);
  const first = await start(telltale);
  const publisher = await AlarmPublisher.connect(panelPort, paceMillis);
  onTestFinished(async () => await publisher.abandon());
  const notes = new NoteTaker();
  publisher.start();
  await until('the first alarms are in', async () => (await openEvents(first)).length > 0);
  await first.kill();

  let onTheirWay = 0;
  for (let kill = 2; kill <= kills; kill += 1) {
    const launched = await launchTelltale(telltale);
    onTestFinished(async () => await launched.kill());
    if (random.uniform() < SHARE_WHILE_STARTING) await delay(random.uniform() * LONGEST_START_MILLIS);
    else await workAWhile(launched, telltale.dataFolder, random, notes);
    onTheirWay += publisher.unacknowledgedCount;
    await launched.kill();
  }

  const last = await start(telltale);
  await publisher.finish();
  const { acknowledged } = publisher;
  await untilTrailGrowsNoMore(telltale.dataFolder);
  const shown = await alarmsShown(last);
  expect(await last.stop()).toBe(0);
  const trail = readTrail(telltale.dataFolder);
  report(
    `${kills} kills -9: ${acknowledged.size} alarms acknowledged, ${trail.alarms.length} in the trail, ` +
      `${onTheirWay} on their way at a kill; ${notes.accepted.length} notes accepted, ${trail.notes.length} in the trail`,
  );
  return { acknowledged, acceptedNotes: notes.accepted, trail, shown };
}

async function start(options: TelltaleOptions): Promise<TelltaleProcess> {
  const telltale = await startTelltale(options);
  onTestFinished(async () => await telltale.kill());
  return telltale;
}

/** Until an alarm has been committed that was not before, and a random moment longer. */
async function workAWhile(
  telltale: LaunchedTelltale,
  dataFolder: string,
  random: SeededRandom,
  notes: NoteTaker,
): Promise<void> {
  const before = latestAlarm(dataFolder);
  await until('another alarm is in', () => latestAlarm(dataFolder) !== before, FIRST_ALARM_MILLIS, LOOK_MILLIS);
  notes.takeFor(telltale);
  await delay(random.uniform() * LONGEST_WORK_MILLIS);
}

/** What an outside broker still holds comes in after the start. */
async function untilTrailGrowsNoMore(dataFolder: string): Promise<void> {
  let before = -1;
  await until(
    'the trail grows no more',
    () => {
      const now = readTrail(dataFolder).alarms.length;
      const isComplete = now === before;
      before = now;
      return isComplete;
    },
    60_000,
    1000,
  );
}

interface Trail {
  /** The panel's own ids, as often as the trail has them. */
  readonly alarms: readonly string[];
  readonly notes: readonly string[];
  /** Events whose versions are not 1, 2, 3, … */
  readonly brokenEvents: readonly string[];
}

function readTrail(dataFolder: string): Trail {
  return {
    alarms: readColumn(
      dataFolder,
      `SELECT payload ->> '$.signal.deviceId' FROM audit_row
      WHERE kind = 'signal' AND payload ->> '$.signal.site' LIKE '${SITES}%'`,
    ),
    notes: readColumn(
      dataFolder,
      `SELECT payload ->> '$.action.reason' FROM audit_row
      WHERE kind = 'action' AND payload ->> '$.action.kind' = 'note'`,
    ),
    brokenEvents: readColumn(
      dataFolder,
      `SELECT event_id FROM audit_row WHERE kind = 'event'
      GROUP BY event_id HAVING min(version) <> 1 OR max(version) <> count(*)`,
    ),
  };
}

function latestAlarm(dataFolder: string): string | undefined {
  const ofAlarms = "SELECT signal_id FROM audit_row WHERE signal_id LIKE 'alarm:%'";
  return readColumn(dataFolder, `${ofAlarms} ORDER BY sequence DESC LIMIT 1`)[0];
}

/** The first column of what the file holds, read past Telltale. */
function readColumn(dataFolder: string, sql: string): readonly string[] {
  const database = new Database(join(dataFolder, 'audit.db'), { readonly: true });
  try {
    return database.prepare<[], string>(sql).pluck().all();
  } finally {
    database.close();
  }
}

async function alarmsShown(telltale: TelltaleProcess): Promise<readonly string[]> {
  const events = (await openEvents(telltale)).filter(({ site }) => site.startsWith(SITES));
  const ids = await Promise.all(events.map(async ({ id }) => await signalIdsOf(telltale, id)));
  return ids.flat();
}

function missing(wanted: Iterable<string>, found: readonly string[]): readonly string[] {
  const all = new Set(found);
  return [...wanted].filter((one) => !all.has(one));
}

function doubled(all: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return all.filter((one) => seen.size === seen.add(one).size);
}

function expectNothingLostAndNothingDoubled({ acknowledged, acceptedNotes, trail, shown }: Outcome): void {
  expect(missing(acknowledged, trail.alarms)).toEqual([]);
  expect(missing(acknowledged, shown)).toEqual([]);
  expect(missing(acceptedNotes, trail.notes)).toEqual([]);
  expect([doubled(trail.alarms), doubled(shown), doubled(trail.notes)]).toEqual([[], [], []]);
  expect(trail.brokenEvents).toEqual([]);
}

describe('kill -9 at random moments while alarms come in', () => {
  it(
    'loses no acknowledged alarm and no accepted note, and doubles none, in 100 kills of the embedded broker',
    { timeout: 1_000_000 },
    async () => {
      const mqttPort = await freePort();
      const environment = { TELLTALE_DEMO: '0', TELLTALE_TAKE_LIMIT_SECONDS: '1' };
      const telltale = { dataFolder: temporaryFolder(), mqttPort, environment };
      const outcome = await besiege({ kills: 100, seed: 1, telltale, panelPort: mqttPort, paceMillis: 5 });
      expect(outcome.acknowledged.size).toBeGreaterThan(500);
      expectNothingLostAndNothingDoubled(outcome);
    },
  );

  it('nor in 20 kills beside a Mosquitto that holds its session', { timeout: 400_000 }, async () => {
    const mosquitto = await startMosquitto({
      configuration: (port) => `listener ${port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0`,
    });
    onTestFinished(async () => await mosquitto.stop());
    const environment = { TELLTALE_DEMO: '0', TELLTALE_MQTT_URL: `mqtt://127.0.0.1:${mosquitto.port}` };
    const telltale = { dataFolder: temporaryFolder(), environment };
    const outcome = await besiege({ kills: 20, seed: 2, telltale, panelPort: mosquitto.port, paceMillis: 50 });
    expect(outcome.acknowledged.size).toBeGreaterThan(500);
    expectNothingLostAndNothingDoubled(outcome);
  });
});
