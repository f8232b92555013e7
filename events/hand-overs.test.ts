import { describe, expect, it } from 'vitest';
import type { Actor } from '../core/action.ts';
import type { HandOverOutcome } from '../core/ports/hand-overs.ts';
import { DutyRoster } from './duty-roster.ts';
import { ShiftHandOvers } from './hand-overs.ts';
import { NOW, openOne, signal, startDesk } from './testing/make-desk.ts';
import type { RecordingTrail } from './testing/recording-trail.ts';

const ANNA: Actor = { kind: 'person', name: 'anna' };
const BEN: Actor = { kind: 'person', name: 'ben' };
const EVA: Actor = { kind: 'person', name: 'eva', role: 'supervisor' };
const CLOCK = { nowMillis: () => NOW, monotonicMillis: () => 0 };

async function setUp(trail?: RecordingTrail) {
  const { desk, trail: audit } = await startDesk(trail);
  const roster = new DutyRoster({ audit, desk, clock: CLOCK });
  await roster.start();
  let ids = 0;
  const newId = () => `hand-over-${(ids += 1)}`;
  const handOvers = new ShiftHandOvers({ audit, desk, roster, clock: CLOCK, newId });
  await handOvers.start();
  return { desk, audit, roster, handOvers };
}

type HandingOver = Awaited<ReturnType<typeof setUp>>;

async function offered({ handOvers }: HandingOver): Promise<string> {
  const outcome = await handOvers.offer({ from: 'anna', to: 'ben', note: 'gate 2 is being mended', by: ANNA });
  if (!outcome.accepted) throw new Error(outcome.refusal.message);
  return outcome.handOver.id;
}

function reasonOf(outcome: HandOverOutcome): string {
  return outcome.accepted ? 'accepted' : outcome.refusal.reason;
}

describe('a shift that is handed over', () => {
  it('moves what is held once the other side accepts, and leaves both sides in the trail', async () => {
    const room = await setUp();
    const { desk, audit, roster, handOvers } = room;
    const { id: eventId } = await openOne(desk);
    await roster.signOn('anna', ANNA);
    await desk.act({ eventId, kind: 'take', by: ANNA });
    const id = await offered(room);
    expect(handOvers.list()).toMatchObject([{ state: 'offered', eventIds: [eventId], note: 'gate 2 is being mended' }]);
    expect(desk.openEvents()).toMatchObject([{ takenBy: { name: 'anna' } }]);
    const outcome = await handOvers.answer({ id, state: 'accepted', answer: 'understood', by: BEN });
    expect(outcome).toMatchObject({ handOver: { state: 'accepted', answeredBy: BEN, answer: 'understood' } });
    expect(desk.openEvents()).toMatchObject([{ takenBy: { name: 'ben' } }]);
    expect(roster.signedOn().map(({ person }) => person)).toEqual(['ben']);
    const rows = audit.rows.flatMap((row) => (row.kind === 'setting' ? [row.setting] : []));
    expect(rows.filter(({ path }) => path === `handOvers.${id}`).map(({ after }) => after)).toEqual([
      expect.stringContaining('"offered"'),
      expect.stringContaining('"accepted"'),
    ]);
  });

  it('stays where it is when it is declined or withdrawn', async () => {
    const room = await setUp();
    const { desk, handOvers } = room;
    const { id: eventId } = await openOne(desk);
    await desk.act({ eventId, kind: 'take', by: ANNA });
    for (const [state, by] of [
      ['declined', BEN],
      ['withdrawn', ANNA],
      ['withdrawn', EVA],
    ] as const) {
      const id = await offered(room);
      expect(await handOvers.answer({ id, state, answer: '', by })).toMatchObject({ handOver: { state } });
    }
    expect(desk.openEvents()).toMatchObject([{ takenBy: { name: 'anna' } }]);
  });

  it('is answered only by whom it is for, once', async () => {
    const room = await setUp();
    const { handOvers } = room;
    const id = await offered(room);
    const answer = async (state: 'accepted' | 'withdrawn', by: Actor, of = id) =>
      reasonOf(await handOvers.answer({ id: of, state, answer: '', by }));
    expect(await answer('accepted', EVA)).toBe('not-yours');
    expect(await answer('accepted', ANNA)).toBe('not-yours');
    expect(await answer('withdrawn', BEN)).toBe('not-yours');
    expect(await answer('accepted', BEN, 'nothing')).toBe('unknown-hand-over');
    expect(await Promise.all([answer('accepted', BEN), answer('accepted', BEN)])).toEqual([
      'accepted',
      'answered-already',
    ]);
    expect(await answer('withdrawn', ANNA)).toBe('answered-already');
  });

  it('is offered by whoever has it or a supervisor, to one other at a time', async () => {
    const { handOvers } = await setUp();
    const offer = async (from: string, to: string, by: Actor) =>
      reasonOf(await handOvers.offer({ from, to, note: '', by }));
    expect(await offer('anna', 'anna', ANNA)).toBe('not-understood');
    expect(await offer('anna', 'ben', BEN)).toBe('not-yours');
    expect(await offer('anna', 'ben', EVA)).toBe('accepted');
    expect(await offer('anna', 'eva', ANNA)).toBe('offered-already');
  });

  it('is known after a restart, and accepted then', async () => {
    const before = await setUp();
    const { id: eventId } = await openOne(before.desk);
    await before.desk.act({ eventId, kind: 'take', by: ANNA });
    const id = await offered(before);
    const { handOvers, desk } = await setUp(before.audit);
    expect(reasonOf(await handOvers.answer({ id, state: 'accepted', answer: '', by: BEN }))).toBe('accepted');
    expect(desk.openEvents()).toMatchObject([{ takenBy: { name: 'ben' } }]);
  });

  it('leaves what is shelved or parked where it is', async () => {
    const room = await setUp();
    const { desk, handOvers, roster } = room;
    await roster.signOn('anna', ANNA);
    await desk.signals([signal('a'), signal('b', { sensor: 'window' })]);
    const [shelved, parked] = desk.openEvents().map(({ id }) => id);
    const untilMillis = NOW + 60_000;
    for (const eventId of [shelved ?? '', parked ?? '']) await desk.act({ eventId, kind: 'take', by: ANNA });
    await desk.act({ eventId: shelved ?? '', kind: 'shelve', by: ANNA, reason: 'repair', untilMillis });
    await desk.act({ eventId: parked ?? '', kind: 'park', by: ANNA, untilMillis });
    const id = await offered(room);
    await handOvers.answer({ id, state: 'accepted', answer: '', by: BEN });
    expect(
      desk
        .openEvents()
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['new', 'parked']);
  });
});
