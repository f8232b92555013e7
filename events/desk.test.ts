import { describe, expect, it } from 'vitest';
import type { Actor } from '../core/action.ts';
import { AuditConflict } from '../core/ports/audit-trail.ts';
import type { SignalDesk } from './desk.ts';
import { makeDesk, openOne, signal, startDesk } from './testing/make-desk.ts';
import { RecordingTrail } from './testing/recording-trail.ts';

const ANNA: Actor = { kind: 'person', name: 'anna' };
const BEN: Actor = { kind: 'person', name: 'ben' };

describe('a signal', () => {
  it('opens an event, and the next with the same cause joins it', async () => {
    const { desk } = await startDesk();
    await desk.signals([signal('a'), signal('b')]);
    await desk.signals([signal('c'), signal('other', { sensor: 'window' })]);
    const counts = desk.openEvents().map((event) => [event.sensor, event.signalCount, event.version]);
    expect(counts).toEqual([
      ['door', 3, 2],
      ['window', 1, 1],
    ]);
  });

  it('delivered again changes nothing, in one batch, in the next, and after a restart', async () => {
    const { desk, trail } = await startDesk();
    await desk.signals([signal('a'), signal('a')]);
    await desk.signals([signal('a')]);
    const { desk: restarted } = await startDesk(trail);
    await restarted.signals([signal('a')]);
    expect(restarted.openEvents()).toMatchObject([{ signalCount: 1 }]);
    expect(trail.rows.filter((row) => row.kind === 'signal')).toHaveLength(1);
  });

  it('among very many is committed with a bounded number of others', async () => {
    const { desk, trail } = await startDesk();
    await desk.signals(Array.from({ length: 12_500 }, (_, n) => signal(`s${n}`)));
    expect(trail.commits).toBe(4);
    expect(desk.openEvents()).toMatchObject([{ signalCount: 12_500 }]);
  });

  it('that ends a condition takes it off the active ones and opens nothing by itself', async () => {
    const { desk, trail } = await startDesk();
    const condition = { kind: 'aberration', type: 'aberration', seriesKey: 't{}' } as const;
    await desk.signals([signal('ends-nothing', { ...condition, phase: 'left' })]);
    expect(desk.openEvents()).toEqual([]);
    expect(trail.rows).toMatchObject([{ kind: 'signal', eventId: '' }]);
    await desk.signals([signal('a', condition)]);
    expect(desk.openEvents()[0]?.activeSignalKeys).toHaveLength(1);
    await desk.signals([signal('b', { ...condition, phase: 'left' })]);
    expect(desk.openEvents()[0]?.activeSignalKeys).toHaveLength(0);
  });

  it('after the event was closed opens a new one', async () => {
    const { desk } = await startDesk();
    const event = await openOne(desk);
    await desk.act({ eventId: event.id, kind: 'take', by: ANNA });
    await desk.act({ eventId: event.id, kind: 'close', by: ANNA, disposition: 'false' });
    await desk.signals([signal('again')]);
    expect(desk.openEvents().map((open) => open.id)).not.toContain(event.id);
    expect(desk.openEvents()).toHaveLength(1);
  });
});

describe('taking charge', () => {
  it('of one event by a thousand at once has one winner, and the others are told who', async () => {
    const { desk, trail } = await startDesk();
    const event = await openOne(desk);
    const outcomes = await Promise.all(
      Array.from({ length: 1000 }, (_, n) =>
        desk.act({ eventId: event.id, kind: 'take', by: { kind: 'person', name: `operator ${n}` } }),
      ),
    );
    const winners = outcomes.filter((outcome) => outcome.accepted);
    expect(winners).toHaveLength(1);
    const winner = winners[0]?.accepted === true ? winners[0].event.takenBy?.name : '';
    for (const outcome of outcomes) {
      if (!outcome.accepted) expect(outcome.refusal.message).toContain(winner);
    }
    expect(trail.rows.filter((row) => row.kind === 'action')).toHaveLength(1);
  });

  it('at two desks over one audit trail has one winner', async () => {
    const trail = new RecordingTrail();
    const { desk: first } = await startDesk(trail);
    const event = await openOne(first);
    const { desk: second } = await startDesk(trail);
    const outcomes = await Promise.all([
      first.act({ eventId: event.id, kind: 'take', by: ANNA }),
      second.act({ eventId: event.id, kind: 'take', by: BEN }),
    ]);
    expect(outcomes.map((outcome) => outcome.accepted)).toEqual([true, false]);
    expect(outcomes[1]).toMatchObject({ refusal: { reason: 'taken-by-other' } });
  });

  it('repeated with the same idempotency key is answered as the first time', async () => {
    const { desk, trail } = await startDesk();
    const event = await openOne(desk);
    const request = { eventId: event.id, kind: 'take', by: ANNA, idempotencyKey: 'k1' } as const;
    expect(await desk.act(request)).toEqual(await desk.act(request));
    expect(trail.rows.filter((row) => row.kind === 'action')).toHaveLength(1);
  });
});

describe('the queue', () => {
  it('is rebuilt before anything is decided', async () => {
    const trail = new RecordingTrail();
    const { desk: before } = await startDesk(trail);
    await openOne(before);
    const known = await trail.openEvents();
    trail.openEvents = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return known;
    };
    const { desk } = makeDesk(trail);
    const early = desk.signals([signal('early')]);
    await desk.start();
    await early;
    expect(desk.openEvents()).toMatchObject([{ signalCount: 2 }]);
  });

  it('stays as it is when the trail cannot be read after a conflict', async () => {
    const { desk, trail } = await startDesk();
    await openOne(desk);
    trail.failNext = new AuditConflict('somebody was faster');
    trail.openEvents = async () => {
      throw new Error('disk is gone');
    };
    await expect(desk.signals([signal('b')])).rejects.toThrow('disk is gone');
    expect(desk.openEvents()).toHaveLength(1);
  });
});

describe('an action', () => {
  it('is refused in words where the state does not allow it', async () => {
    const { desk } = await startDesk();
    const event = await openOne(desk);
    const refused = async (request: Parameters<SignalDesk['act']>[0]) => {
      const outcome = await desk.act(request);
      return outcome.accepted ? 'accepted' : outcome.refusal.reason;
    };
    const close = { eventId: event.id, kind: 'close', by: ANNA } as const;
    expect(await refused({ ...close, disposition: 'true' })).toBe('not-allowed-in-state');
    expect(await refused({ eventId: 'nothing', kind: 'take', by: ANNA })).toBe('unknown-event');
    expect(await refused({ eventId: event.id, kind: 'take', by: ANNA })).toBe('accepted');
    expect(await refused(close)).toBe('disposition-missing');
    expect(await refused({ ...close, by: BEN, disposition: 'true' })).toBe('taken-by-other');
    expect(await refused({ ...close, disposition: 'true', reason: 'seen on video' })).toBe('accepted');
    expect(await refused({ eventId: event.id, kind: 'take', by: BEN })).toBe('not-allowed-in-state');
  });

  it('has left its row before anyone hears of it, and none when the trail fails', async () => {
    const { desk, trail } = await startDesk();
    const event = await openOne(desk);
    const heard: number[] = [];
    desk.onChange(() => heard.push(trail.commits));
    await desk.act({ eventId: event.id, kind: 'take', by: ANNA });
    expect(heard).toEqual([2]);
    trail.failNext = new Error('disk full');
    await expect(desk.act({ eventId: event.id, kind: 'release', by: ANNA })).rejects.toThrow('disk full');
    expect(heard).toHaveLength(1);
    expect(desk.openEvents()).toMatchObject([{ state: 'taken' }]);
    expect(await desk.act({ eventId: event.id, kind: 'release', by: ANNA })).toMatchObject({ accepted: true });
  });
});

describe('the working memory', () => {
  it('is rebuilt whole once it answers again', async () => {
    const { desk, memory } = await startDesk();
    await openOne(desk);
    memory.failing = true;
    await desk.signals([signal('unseen', { sensor: 'window' })]);
    memory.events.clear();
    memory.failing = false;
    await desk.signals([signal('seen', { sensor: 'gate' })]);
    expect([...memory.events.values()].map((event) => event.sensor).sort()).toEqual(['door', 'gate', 'window']);
  });

  it('is caught up after a refill that failed too, though nothing happens at the desk', async () => {
    const { desk, memory } = await startDesk();
    await openOne(desk);
    memory.events.clear();
    memory.failing = true;
    await desk.refillMemory();
    memory.failing = false;
    await desk.catchUpMemory();
    expect([...memory.events.values()].map((event) => event.sensor)).toEqual(['door']);
  });

  it('that is not behind is left alone', async () => {
    const { desk, memory } = await startDesk();
    await openOne(desk);
    memory.events.clear();
    await desk.catchUpMemory();
    expect(memory.events.size).toBe(0);
  });
});

it('refuses an action on what has changed since it was looked at', async () => {
  const { desk } = await startDesk();
  const { id: eventId, version } = await openOne(desk);
  await desk.signals([signal('second')]);
  expect(await desk.act({ eventId, kind: 'take', by: ANNA, expectedVersion: version })).toMatchObject({
    refusal: { reason: 'changed-since' },
  });
  expect(await desk.act({ eventId, kind: 'take', by: ANNA, expectedVersion: version + 1 })).toMatchObject({
    accepted: true,
  });
});

it('lets one of a thousand people take an event, and tells the others who has it', async () => {
  const { desk } = await startDesk();
  const { id: eventId } = await openOne(desk);
  const people = Array.from({ length: 1000 }, (_, n): Actor => ({ kind: 'person', name: `person ${n}` }));
  const outcomes = await Promise.all(people.map(async (by) => desk.act({ eventId, kind: 'take', by })));
  expect(outcomes.filter(({ accepted }) => accepted)).toHaveLength(1);
  const refusals = outcomes.flatMap((outcome) => (outcome.accepted ? [] : [outcome.refusal]));
  expect(new Set(refusals.map(({ message }) => message))).toEqual(new Set(['person 0 has already taken this event.']));
});
