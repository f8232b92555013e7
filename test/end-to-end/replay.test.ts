import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Actor } from '../../core/action.ts';
import type { Event } from '../../core/event.ts';
import { DutyRoster } from '../../events/duty-roster.ts';
import { RoomReplay } from '../../events/replay.ts';
import { deskOver } from '../../events/testing/make-desk.ts';
import { openAuditPast } from '../../storage/audit/sqlite-audit-past.ts';
import { openAuditTrail } from '../../storage/audit/sqlite-audit-trail.ts';
import { EmbeddedWorkingMemory } from '../../storage/memory/embedded-working-memory.ts';
import { ManualTime } from '../support/manual-time.ts';
import { sampleSignal } from '../support/sample-records.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ANNA: Actor = { kind: 'person', name: 'anna' };
const EVA: Actor = { kind: 'person', name: 'eva', role: 'supervisor' };

interface Kept {
  readonly atMillis: number;
  readonly events: readonly Event[];
  readonly people: readonly string[];
}

/** A desk over a real trail, with a note of how it was after each step. */
async function setUp() {
  const time = new ManualTime();
  const file = join(temporaryFolder(), 'audit.db');
  const audit = openAuditTrail(file, { clock: time });
  let ids = 0;
  const desk = deskOver(audit, () => `id-${(ids += 1)}`, new EmbeddedWorkingMemory(), time);
  await desk.start();
  const roster = new DutyRoster({ audit, desk, clock: time });
  const past = openAuditPast(file);
  onTestFinished(async () => {
    await past.stop();
    await audit.stop();
  });
  const kept: Kept[] = [];
  const step = async (work: () => Promise<unknown>): Promise<void> => {
    await work();
    const people = roster.signedOn().map(({ person }) => person);
    kept.push({ atMillis: time.nowMillis(), events: desk.openEvents(), people });
    await time.pass(60_000);
  };
  return { desk, roster, replay: new RoomReplay(past), kept, step, time };
}

/** Signals are rows of their own: those of a merged event stay with its id. */
function byId(events: readonly Event[]): readonly Event[] {
  return [...events].sort((a, b) => (a.id < b.id ? -1 : 1)).map((event) => Object.assign({}, event, { signals: [] }));
}

it('shows the room as it was after each step of a shift, whatever came later', async () => {
  const { desk, roster, replay, kept, step, time } = await setUp();
  const signals = (sensor: string, from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => sampleSignal({ id: `${sensor} ${from + n}`, sensor }));
  const idOf = (sensor: string): string => desk.openEvents().find((event) => event.sensor === sensor)?.id ?? '';
  await step(async () => desk.signals(signals('door', 0, 3)));
  await step(async () => roster.signOn('anna', ANNA));
  await step(async () => desk.act({ eventId: idOf('door'), kind: 'take', by: ANNA }));
  await step(async () => desk.signals([...signals('window', 0, 1), ...signals('door', 3, 80)]));
  const window = idOf('window');
  await step(async () => desk.act({ eventId: window, kind: 'merge', by: ANNA, intoEventId: idOf('door') }));
  await step(async () => desk.act({ eventId: window, kind: 'unmerge', by: ANNA }));
  const door = idOf('door');
  await step(async () => desk.act({ eventId: door, kind: 'close', by: ANNA, disposition: 'false' }));
  await step(async () => desk.act({ eventId: door, kind: 'reopen', by: EVA, reason: 'seen again' }));
  await step(async () => roster.signOff('anna', ANNA));
  for (const { atMillis, events, people } of kept) {
    for (const later of [0, 59_999]) {
      const room = await replay.roomAt(atMillis + later);
      expect(byId(room.events)).toEqual(byId(events));
      expect(room.signedOn.map(({ person }) => person)).toEqual(people);
    }
  }
  const [early] = (await replay.roomAt(kept[2]?.atMillis ?? 0)).events;
  expect(early?.signals.map(({ id }) => id)).toEqual(['door 0', 'door 1', 'door 2']);
  const { done, previousMillis } = await replay.roomAt(time.nowMillis());
  expect(done.map(({ action, event }) => [action.kind, event.sensor])).toEqual([
    ['reopen', 'door'],
    ['close', 'door'],
    ['unmerge', 'window'],
    ['merge', 'window'],
    ['take', 'door'],
  ]);
  expect(previousMillis).toBe(kept.at(-2)?.atMillis);
  expect((await replay.roomAt(0)).events).toEqual([]);
});
