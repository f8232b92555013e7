import { afterEach, describe, expect, it } from 'vitest';
import type { EventDetail } from '../../console/server/api-schemas.ts';
import { startTelltale, type TelltaleProcess } from '../support/telltale-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { act, eventDetail, eventOfSensor, openEvents, post } from './ask.ts';

const TAKE_LIMIT_SECONDS = 25;
/** How late a deadline may be on a machine that is busy with other tests. */
const LATE_MILLIS = 5000;
const WAIT_MILLIS = 45_000;
/** Several wait at once, and one address may only ask so often. */
const LOOK_MILLIS = 250;

let telltale: TelltaleProcess;

afterEach(async () => await telltale.kill());

async function start(dataFolder: string): Promise<TelltaleProcess> {
  const environment = { TELLTALE_DEMO: '0', TELLTALE_TAKE_LIMIT_SECONDS: String(TAKE_LIMIT_SECONDS) };
  return await startTelltale({ dataFolder, environment });
}

async function alarm(sensor: string): Promise<string> {
  await post(
    telltale,
    '/api/v1/signals',
    JSON.stringify([{ site: 'works', sensor, type: 'low-battery', class: 'tamper', id: sensor }]),
  );
  return (await eventOfSensor(telltale, sensor)).id;
}

async function eventWhen(eventId: string, isSo: (event: EventDetail) => boolean): Promise<EventDetail> {
  return await until(
    'the clock has acted',
    async () => {
      const event = await eventDetail(telltale, eventId);
      return isSo(event) ? event : undefined;
    },
    WAIT_MILLIS,
    LOOK_MILLIS,
  );
}

describe('the clocks of events, over a crash', () => {
  it('go on: untaken events escalate at their time, parked and shelved ones come back at theirs', async () => {
    const dataFolder = temporaryFolder();
    telltale = await start(dataFolder);
    const [waiting, parked, shelved] = [await alarm('waiting'), await alarm('parked'), await alarm('shelved')];
    const comesBack = new Date(Date.now() + 15_000).toISOString();
    await act(telltale, parked, { kind: 'take' });
    await act(telltale, parked, { kind: 'park', until: comesBack });
    await act(telltale, shelved, { kind: 'shelve', reason: 'repair', until: comesBack });
    await telltale.kill();
    telltale = await start(dataFolder);
    const upMillis = Date.now();
    const ofWorks = (await openEvents(telltale)).filter(({ site }) => site === 'works');
    const isStillToCome = Date.now() < Date.parse(comesBack);
    const suppressions = Object.fromEntries(ofWorks.map(({ sensor, suppression }) => [sensor, suppression?.kind]));
    const shelvedYet = isStillToCome ? 'shelved' : suppressions['shelved'];
    expect(suppressions).toEqual({ waiting: undefined, parked: undefined, shelved: shelvedYet });
    expect(Object.keys(suppressions)).toHaveLength(3);

    const back = await Promise.all([
      eventWhen(parked, ({ state }) => state === 'new'),
      eventWhen(shelved, ({ suppression }) => suppression === null),
    ]);
    for (const { changedAt } of back) expectAt(changedAt, Date.parse(comesBack), upMillis);
    const escalated = await eventWhen(waiting, ({ escalatedAt }) => escalatedAt !== null);
    expectAt(escalated.escalatedAt, Date.parse(escalated.openedAt) + TAKE_LIMIT_SECONDS * 1000, upMillis);
  }, 120_000);
});

/** Not before its time, and soon after it, or after the process was up again where that took longer. */
function expectAt(moment: string | null, millis: number, upMillis: number): void {
  const atMillis = Date.parse(moment ?? '');
  expect(atMillis).toBeGreaterThanOrEqual(millis);
  expect(atMillis).toBeLessThan(Math.max(millis, upMillis) + LATE_MILLIS);
}
