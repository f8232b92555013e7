import { describe, expect, it } from 'vitest';
import { ACTION_KINDS, type Actor } from '../core/action.ts';
import type { ActionRequest } from '../core/ports/desk.ts';
import { NOW, openOne, signal, startDesk } from './testing/make-desk.ts';
import { UNDOABLE } from './workflow.ts';

const ANNA: Actor = { kind: 'person', name: 'anna' };
const BEN: Actor = { kind: 'person', name: 'ben' };
const EVA: Actor = { kind: 'person', name: 'eva', role: 'supervisor' };

describe('undo', () => {
  it('gives back the event as it was, step by step, and keeps every step in the trail', async () => {
    const { desk, trail } = await startDesk();
    const { id: eventId } = await openOne(desk);
    await desk.act({ eventId, kind: 'take', by: ANNA });
    await desk.act({ eventId, kind: 'start', by: ANNA });
    await desk.act({ eventId, kind: 'close', by: ANNA, disposition: 'false', reason: 'cat' });
    expect(desk.openEvents()).toEqual([]);
    const states: string[] = [];
    for (let step = 0; step < 3; step += 1) {
      const outcome = await desk.act({ eventId, kind: 'undo', by: ANNA });
      states.push(outcome.accepted ? outcome.event.state : outcome.refusal.message);
    }
    expect(states).toEqual(['in-progress', 'taken', 'new']);
    const [event] = desk.openEvents();
    expect(event).toMatchObject({ state: 'new', version: 7 });
    expect(event?.takenBy ?? event?.disposition ?? event?.closedAtMillis).toBeUndefined();
    expect(await desk.act({ eventId, kind: 'undo', by: ANNA })).toMatchObject({
      refusal: { reason: 'nothing-to-undo' },
    });
    expect(trail.rows.filter((row) => row.kind === 'action')).toHaveLength(6);
  });

  it('leaves what signals brought meanwhile', async () => {
    const { desk } = await startDesk();
    const { id: eventId } = await openOne(desk);
    await desk.act({ eventId, kind: 'take', by: ANNA });
    await desk.signals([signal('second')]);
    await desk.act({ eventId, kind: 'undo', by: ANNA });
    expect(desk.openEvents()).toMatchObject([{ state: 'new', signalCount: 2 }]);
  });

  it('is for whoever did it, or a supervisor', async () => {
    const { desk } = await startDesk();
    const { id: eventId } = await openOne(desk);
    await desk.act({ eventId, kind: 'take', by: ANNA });
    expect(await desk.act({ eventId, kind: 'undo', by: BEN })).toMatchObject({
      refusal: { reason: 'not-allowed-in-role' },
    });
    expect(await desk.act({ eventId, kind: 'undo', by: EVA })).toMatchObject({ event: { state: 'new' } });
  });

  it('of a closing lets signals of its cause join it again', async () => {
    const { desk } = await startDesk();
    const { id: eventId } = await openOne(desk);
    await desk.act({ eventId, kind: 'take', by: ANNA });
    await desk.act({ eventId, kind: 'close', by: ANNA, disposition: 'true' });
    await desk.act({ eventId, kind: 'undo', by: ANNA });
    await desk.signals([signal('later')]);
    expect(desk.openEvents()).toMatchObject([{ id: eventId, signalCount: 2 }]);
  });
});

it('takes back what moves an event, but neither what was said or sent nor a merge', () => {
  const stays = ACTION_KINDS.filter((kind) => !UNDOABLE.has(kind));
  expect(stays).toEqual(['merge', 'unmerge', 'note', 'remind', 'escalate', 'undo']);
});

type Wish = Omit<ActionRequest, 'eventId'>;

const TAKE: Wish = { kind: 'take', by: ANNA };
const CLOSE: Wish = { kind: 'close', by: ANNA, disposition: 'false', reasonCode: 'nothing-seen', reason: 'empty' };
const UNTIL = { untilMillis: NOW + 3_600_000 };
const SHELVE: Wish = { kind: 'shelve', by: ANNA, reason: 'repair', ...UNTIL };

/** Each kind of action that can be taken back, and what must come before it. */
const UNDONE: Readonly<Record<string, readonly [before: readonly Wish[], action: Wish]>> = {
  take: [[], TAKE],
  release: [[TAKE], { kind: 'release', by: ANNA }],
  start: [[TAKE], { kind: 'start', by: ANNA }],
  pause: [[TAKE], { kind: 'pause', by: ANNA }],
  resume: [[TAKE, { kind: 'park', by: ANNA, ...UNTIL }], { kind: 'resume', by: ANNA }],
  park: [[TAKE], { kind: 'park', by: ANNA, ...UNTIL }],
  close: [[TAKE], CLOSE],
  reopen: [[TAKE, CLOSE], { kind: 'reopen', by: EVA, reason: 'seen again' }],
  'hand-over': [[TAKE], { kind: 'hand-over', by: ANNA, toPerson: 'ben' }],
  shelve: [[], SHELVE],
  unshelve: [[SHELVE], { kind: 'unshelve', by: ANNA }],
};

it('of every action that can be taken back gives back the event as it was', async () => {
  expect(Object.keys(UNDONE).toSorted()).toEqual([...UNDOABLE].toSorted());
  for (const [kind, [before, action]] of Object.entries(UNDONE)) {
    const { desk } = await startDesk();
    const { id: eventId } = await openOne(desk);
    for (const wish of before) expect(await desk.act({ eventId, ...wish })).toMatchObject({ accepted: true });
    const earlier = await desk.event(eventId);
    const done = await desk.act({ eventId, ...action });
    const undone = await desk.act({ eventId, kind: 'undo', by: action.by });
    if (!done.accepted || !undone.accepted) throw new Error(`${kind} was refused`);
    expect(done.event).not.toEqual({ ...earlier, version: done.event.version });
    expect([kind, undone.event]).toEqual([kind, { ...earlier, version: undone.event.version }]);
  }
});
