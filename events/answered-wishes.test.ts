import { describe, expect, it } from 'vitest';
import type { Actor } from '../core/action.ts';
import { openOne, signal, startDesk } from './testing/make-desk.ts';
import { RecordingTrail } from './testing/recording-trail.ts';

const ANNA: Actor = { kind: 'person', name: 'Anna' };
const BEN: Actor = { kind: 'person', name: 'Ben' };

describe('an idempotency key', () => {
  it('does not answer for another event, action or person', async () => {
    const { desk } = await startDesk();
    await desk.signals([signal('a'), signal('b', { sensor: 'window' })]);
    const [door, window] = desk.openEvents();
    if (door === undefined || window === undefined) throw new Error('two events were to be opened');
    const request = { eventId: door.id, kind: 'note', reason: 'seen', by: ANNA, idempotencyKey: 'k1' } as const;
    await desk.act(request);
    expect(await desk.act({ ...request, eventId: window.id })).toMatchObject({ event: { id: window.id } });
    expect(await desk.act({ ...request, kind: 'take', by: BEN })).toMatchObject({ event: { takenBy: BEN } });
  });

  it('does not hold on to a refusal', async () => {
    const { desk } = await startDesk();
    const event = await openOne(desk);
    const escalate = { eventId: event.id, kind: 'escalate', by: BEN, idempotencyKey: 'k1' } as const;
    await desk.act({ eventId: event.id, kind: 'take', by: ANNA });
    expect(await desk.act(escalate)).toMatchObject({ accepted: false });
    await desk.act({ eventId: event.id, kind: 'release', by: ANNA });
    expect(await desk.act(escalate)).toMatchObject({ accepted: true });
  });

  it('that comes again with something else is refused, and changes nothing', async () => {
    const { desk, trail } = await startDesk();
    const { id: eventId } = await openOne(desk);
    await desk.act({ eventId, kind: 'take', by: ANNA });
    const close = { eventId, kind: 'close', disposition: 'false', by: ANNA, idempotencyKey: 'k1' } as const;
    await desk.act(close);
    const rows = trail.rows.length;
    expect(await desk.act({ ...close, disposition: 'true' })).toMatchObject({ refusal: { reason: 'key-reused' } });
    expect(await desk.act({ ...close, reason: 'a cat' })).toMatchObject({ refusal: { reason: 'key-reused' } });
    expect(await desk.act(close)).toMatchObject({ accepted: true, event: { disposition: 'false' } });
    expect(trail.rows).toHaveLength(rows);
  });

  it('is known after a crash between the commit and the answer', async () => {
    const trail = new RecordingTrail();
    const { desk } = await startDesk(trail);
    const { id: eventId } = await openOne(desk);
    const note = { eventId, kind: 'note', reason: 'guard sent', by: ANNA, idempotencyKey: 'k1' } as const;
    await desk.act(note);
    const { desk: restarted } = await startDesk(trail);
    expect(await restarted.act(note)).toMatchObject({ accepted: true, event: { id: eventId } });
    expect(await restarted.act({ ...note, reason: 'nobody sent' })).toMatchObject({
      refusal: { reason: 'key-reused' },
    });
    expect(trail.rows.filter(({ kind }) => kind === 'action')).toHaveLength(1);
    expect(await restarted.act({ ...note, by: BEN })).toMatchObject({ accepted: true });
    expect(trail.rows.filter(({ kind }) => kind === 'action')).toHaveLength(2);
  });

  it('of two that come at once is decided once', async () => {
    const { desk, trail } = await startDesk();
    const { id: eventId } = await openOne(desk);
    const note = { eventId, kind: 'note', reason: 'guard sent', by: ANNA, idempotencyKey: 'k1' } as const;
    const outcomes = await Promise.all(Array.from({ length: 20 }, async () => desk.act(note)));
    expect(outcomes.every(({ accepted }) => accepted)).toBe(true);
    expect(trail.rows.filter(({ kind }) => kind === 'action')).toHaveLength(1);
  });
});
