import type { EventSummary } from '../../../console/server/api-schemas.ts';
import type { TelltaleProcess } from '../../../test/support/telltale-process.ts';
import { until } from '../../../test/support/until.ts';
import type { Colleague } from './people.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Staff {
  readonly maria: Colleague;
  readonly jana: Colleague;
  readonly tom: Colleague;
}

/** A day at three sites, and the people who work it. */
export async function seedDay(telltale: TelltaleProcess, staff: Staff): Promise<void> {
  await seedFreezer(telltale);
  await workPast(telltale, staff);
  await seedRoom(telltale);
  await workRoom(staff);
}

/** Nineteen hours of a freezer that begins to warm up. */
async function seedFreezer(telltale: TelltaleProcess): Promise<void> {
  const now = Date.now();
  const minutes = Array.from({ length: 19 * 60 }, (_, index) => index - 19 * 60 + 1);
  const readings = minutes.map((minute) => ({
    site: 'cold-store',
    sensor: 'freezer-2',
    metric: 'temperature',
    unit: '°C',
    time: now + minute * MINUTE,
    value: Number((-18 + Math.sin(minute / 9) * 0.6 + Math.sin(minute * 7.3) * 0.15 + warming(minute)).toFixed(2)),
  }));
  await post(telltale, 'readings', readings);
}

function warming(minute: number): number {
  return minute > -6 ? (6 + minute) * 0.9 : 0;
}

const ROUNDS = 8;
const SITES = 24;
const TYPES = ['motion', 'door-contact', 'line-fault', 'battery-low'] as const;

/** Closed events, a round after the other, so that likelihoods are learned and search and report have something to say. */
async function workPast(telltale: TelltaleProcess, { maria, jana, tom }: Staff): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const signals = Array.from({ length: SITES }, (_, index) => ({
      site: `site-${index}`,
      sensor: `${TYPES[index % 4] ?? ''}-${index}`,
      type: TYPES[index % 4],
      class: index % 4 < 2 ? 'intrusion' : 'technical',
      id: `past-${round}-${index}`,
    }));
    await post(telltale, 'signals', signals);
    const open = await until('the round is in', async () => await openAtSites(maria), 30_000);
    for (const [index, { id, sensor }] of open.entries()) {
      const person = index % 3 === 0 ? tom : jana;
      await person.act(id, 'take');
      const isTrue = sensor.startsWith('motion')
        ? (index + round) % 2 === 0
        : sensor === `battery-low-${4 * round + 3}`;
      await person.act(id, 'close', isTrue ? TRUE_ONE : FALSE_ONE);
    }
  }
}

async function openAtSites(colleague: Colleague): Promise<readonly EventSummary[] | undefined> {
  const open = (await colleague.openEvents()).filter(({ site }) => site.startsWith('site-'));
  return open.length === SITES ? open : undefined;
}

const TRUE_ONE = { disposition: 'true', reason: 'Somebody was there' };
const FALSE_ONE = { disposition: 'false', reason: 'Person entitled to be there' };

async function seedRoom(telltale: TelltaleProcess): Promise<void> {
  const now = Date.now();
  const alarm = (
    site: string,
    sensor: string,
    type: string,
    ofClass: string,
    message: string,
    id = `${site}-${sensor}`,
  ) => ({
    site,
    sensor,
    type,
    class: ofClass,
    message,
    id,
    time: now,
  });
  await post(telltale, 'signals', [
    alarm('bank-brno', 'vault-door', 'door-contact', 'intrusion', 'opened outside of its hours'),
    alarm('bank-brno', 'lobby', 'motion', 'intrusion', 'motion in the lobby'),
    alarm('kitchen-west', 'smoke-3', 'smoke', 'fire', 'smoke in the kitchen'),
    alarm('plant-north', 'pump-7', 'fault', 'technical', 'bearing temperature sensor does not answer'),
    alarm('plant-north', 'cabinet-2', 'tamper', 'tamper', 'cabinet opened'),
    alarm('plant-north', 'ups-1', 'battery-low', 'technical', 'battery at 20 %'),
    alarm('depot-east', 'gate-4', 'motion', 'intrusion', 'motion at the gate'),
    alarm('depot-east', 'fence-9', 'vibration', 'intrusion', 'fence vibration'),
    alarm('school-12', 'door-1', 'door-contact', 'intrusion', 'left open'),
    alarm('office-3', 'badge-reader', 'fault', 'technical', 'reader restarted'),
    alarm(
      'warehouse-with-a-very-long-name-at-the-end-of-the-industrial-road',
      'roller-shutter-northern-loading-bay-17',
      'door-contact',
      'intrusion',
      'the shutter reports open and closed at the same time and nobody answers',
    ),
  ]);
}

async function workRoom({ maria, jana, tom }: Staff): Promise<void> {
  await until('the room is full', async () => (await maria.openEvents()).length >= 9, 30_000);
  const events = await maria.openEvents();
  const at = (site: string, sensor = ''): string => {
    const event = events.find((one) => one.site === site && (sensor === '' || one.sensor === sensor));
    if (event === undefined) throw new Error(`nothing is open at ${site} ${sensor}`);
    return event.id;
  };
  await jana.act(at('depot-east'), 'take');
  await jana.act(at('depot-east'), 'note', { reason: 'Called the guard, who is on the way.' });
  await tom.act(at('school-12'), 'take');
  await tom.act(at('school-12'), 'park', {
    until: new Date(Date.now() + HOUR).toISOString(),
    reason: 'Caretaker comes at noon',
  });
  await tom.act(at('office-3'), 'shelve', {
    until: new Date(Date.now() + 4 * HOUR).toISOString(),
    reason: 'Reader is being replaced',
  });
  await tom.send('PUT', '/api/v1/site-tests/plant-north', {
    reason: 'Yearly test of the alarm panel',
    until: new Date(Date.now() + 2 * HOUR).toISOString(),
  });
  await jana.send('POST', '/api/v1/hand-overs', {
    to: 'Tom',
    note: 'Gate 4: the guard is on the way, he calls the desk when he is there. Freezer 2 is warming up, the technician knows.',
  });
}

async function post(telltale: TelltaleProcess, what: 'readings' | 'signals', rows: readonly object[]): Promise<void> {
  const response = await fetch(`${telltale.url}/api/v1/${what}`, { method: 'POST', body: JSON.stringify(rows) });
  if (!response.ok) throw new Error(`${what} were answered with ${response.status}: ${await response.text()}`);
}
