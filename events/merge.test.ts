import { describe, expect, it } from 'vitest';
import type { Actor } from '../core/action.ts';
import type { Event } from '../core/event.ts';
import type { SignalDesk } from './desk.ts';
import { NOW, openOne, signal, startDesk } from './testing/make-desk.ts';

const ANNA: Actor = { kind: 'person', name: 'anna' };
const EVA: Actor = { kind: 'person', name: 'eva', role: 'supervisor' };

describe('merging', () => {
  async function twoEvents(desk: SignalDesk): Promise<readonly [Event, Event]> {
    await desk.signals([signal('door'), signal('window', { sensor: 'window', class: 'fire' })]);
    const [door, window] = desk.openEvents();
    if (door === undefined || window === undefined) throw new Error('two events were wanted');
    return [door, window];
  }

  it('makes one of two, as grave as the graver, and signals of both join it', async () => {
    const { desk, trail } = await startDesk();
    const [door, window] = await twoEvents(desk);
    const outcome = await desk.act({ eventId: window.id, kind: 'merge', by: ANNA, intoEventId: door.id });
    expect(outcome).toMatchObject({ event: { state: 'closed', mergedIntoEventId: door.id } });
    await desk.signals([signal('again', { sensor: 'window' })]);
    expect(desk.openEvents()).toMatchObject([{ id: door.id, class: 'fire', signalCount: 3 }]);
    const { desk: restarted } = await startDesk(trail);
    await restarted.signals([signal('once more', { sensor: 'window' })]);
    expect(restarted.openEvents()).toMatchObject([{ id: door.id, signalCount: 4 }]);
  });

  it('can be taken back: each has its own signals and cause again', async () => {
    const { desk } = await startDesk();
    const [door, window] = await twoEvents(desk);
    await desk.act({ eventId: window.id, kind: 'merge', by: ANNA, intoEventId: door.id });
    await desk.act({ eventId: window.id, kind: 'unmerge', by: ANNA });
    await desk.signals([signal('again', { sensor: 'window' })]);
    const byId = new Map(desk.openEvents().map((event) => [event.id, event]));
    expect(byId.get(door.id)).toMatchObject({ state: 'new', signalCount: 1 });
    expect(byId.get(window.id)).toMatchObject({ state: 'new', signalCount: 2 });
  });

  it('can be taken back of an event that was shelved, which it is again', async () => {
    const { desk } = await startDesk();
    const [door, window] = await twoEvents(desk);
    const untilMillis = NOW + 60_000;
    await desk.act({ eventId: window.id, kind: 'shelve', by: EVA, reason: 'repair', untilMillis });
    await desk.act({ eventId: window.id, kind: 'merge', by: ANNA, intoEventId: door.id });
    expect(await desk.act({ eventId: window.id, kind: 'unmerge', by: ANNA })).toMatchObject({
      event: { state: 'new', suppression: { kind: 'shelved', reason: 'repair' } },
    });
  });

  it.each(['itself', 'nothing'])('into %s is refused', async (other) => {
    const { desk } = await startDesk();
    const { id: eventId } = await openOne(desk);
    const intoEventId = other === 'itself' ? eventId : 'no such event';
    expect(await desk.act({ eventId, kind: 'merge', by: ANNA, intoEventId })).toMatchObject({
      refusal: { reason: 'detail-missing' },
    });
  });
});
