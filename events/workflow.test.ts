import { describe, expect, it } from 'vitest';
import { ACTION_KINDS, ROLES, TELLTALE, type Action, type ActionKind, type Actor } from '../core/action.ts';
import { EVENT_STATES, SUPPRESSION_KINDS, type Event, type EventState } from '../core/event.ts';
import { sampleEvent, sampleSignal } from '../test/support/sample-records.ts';
import { ALARM_STATES, alarmStateOf } from '../core/alarm-state.ts';
import { applyAction } from './apply-action.ts';
import { WORKFLOW } from './workflow.ts';

const NOW = Date.UTC(2026, 5, 1);
const HOUR_MILLIS = 3_600_000;
const HOLDER: Actor = { kind: 'person', name: 'holder' };
const ACTORS: readonly Actor[] = [
  HOLDER,
  TELLTALE,
  ...ROLES.map((role) => ({ kind: 'person', name: `other ${role}`, role }) as const),
];
const HELD_STATES: readonly EventState[] = ['taken', 'in-progress', 'paused', 'parked'];
/** It knows what was before. */
const DECIDED_BY_THE_DESK: ReadonlySet<ActionKind> = new Set(['undo']);

function eventIn(state: EventState, more: Partial<Event> = {}): Event {
  const held = HELD_STATES.includes(state) ? { takenBy: HOLDER, takenAtMillis: NOW } : {};
  const closed = state === 'closed' ? { closedBy: HOLDER, closedAtMillis: NOW, mergedIntoEventId: 'other' } : {};
  const parked = state === 'parked' ? { parkedUntilMillis: NOW + HOUR_MILLIS } : {};
  return sampleEvent({ state, openedAtMillis: NOW, changedAtMillis: NOW, ...held, ...closed, ...parked, ...more });
}

/** Everything an action of this kind may need. */
function action(kind: ActionKind, by: Actor, more: Partial<Action> = {}): Action {
  return {
    id: 'action-1',
    eventId: 'event-1',
    kind,
    by,
    atMillis: NOW,
    disposition: 'true',
    reason: 'because',
    untilMillis: NOW + HOUR_MILLIS,
    toPerson: 'ben',
    intoEventId: 'other',
    ...more,
  };
}

interface Cell {
  readonly event: Event;
  readonly kind: ActionKind;
  readonly by: Actor;
}

const CELLS: readonly Cell[] = EVENT_STATES.flatMap((state) =>
  [undefined, ...SUPPRESSION_KINDS].flatMap((suppression) =>
    ACTION_KINDS.flatMap((kind) =>
      ACTORS.map((by) => {
        const suppressed = { kind: suppression ?? 'shelved', by: HOLDER, reason: 'r', sinceMillis: NOW } as const;
        return { kind, by, event: eventIn(state, suppression === undefined ? {} : { suppression: suppressed }) };
      }),
    ),
  ),
);

describe('every state, suppression, action and actor', () => {
  it('has a decision: the next version of a sound event, or a refusal that says why', () => {
    expect(CELLS).toHaveLength(EVENT_STATES.length * (SUPPRESSION_KINDS.length + 1) * ACTION_KINDS.length * 5);
    for (const { event, kind, by } of CELLS) {
      const decision = applyAction(event, action(kind, by));
      if (!decision.accepted) {
        expect(decision.refusal.message).toMatch(/\.$/);
        continue;
      }
      const next = decision.event;
      expect(next.version).toBe(event.version + 1);
      expect(HELD_STATES.includes(next.state)).toBe(next.takenBy !== undefined && next.state !== 'closed');
      expect(next.state === 'closed').toBe(next.closedBy !== undefined);
      expect(next.state === 'parked').toBe(next.parkedUntilMillis !== undefined);
    }
  });

  it('is refused where the table has no cell for it', () => {
    for (const { event, kind, by } of CELLS) {
      if (WORKFLOW[event.state][kind] !== undefined) continue;
      expect(applyAction(event, action(kind, by)).accepted).toBe(false);
    }
  });

  it('moves to the state that the table names', () => {
    for (const { event, kind, by } of CELLS) {
      const decision = applyAction(event, action(kind, by));
      const to = WORKFLOW[event.state][kind]?.to;
      if (!decision.accepted || to === undefined) continue;
      expect(decision.event.state).toBe(EVENT_STATES.find((state) => state === to) ?? event.state);
    }
  });
});

/** States that can be reached by these actors from an event, their actions applied over and over. */
function reachable(from: Event, actors: readonly Actor[]): ReadonlySet<EventState> {
  const seen = new Set<EventState>([from.state]);
  const open = [from];
  for (let event = open.pop(); event !== undefined; event = open.pop()) {
    for (const kind of ACTION_KINDS.filter((each) => !DECIDED_BY_THE_DESK.has(each))) {
      for (const by of actors) {
        const decision = applyAction(event, action(kind, by));
        if (!decision.accepted || seen.has(decision.event.state)) continue;
        seen.add(decision.event.state);
        open.push(decision.event);
      }
    }
  }
  return seen;
}

describe('a way out', () => {
  it.each(EVENT_STATES.filter((state) => state !== 'closed'))('of %s leads its holder to closed', (state) => {
    expect(reachable(eventIn(state), [HOLDER])).toContain('closed');
  });

  it.each(HELD_STATES)('of %s is left to a supervisor when the holder is gone', (state) => {
    const supervisor: Actor = { kind: 'person', name: 'eva', role: 'supervisor' };
    expect(applyAction(eventIn(state), action('release', supervisor))).toMatchObject({ event: { state: 'new' } });
  });

  it('of closed is reopening, for a supervisor and with a reason', () => {
    const { mergedIntoEventId: _merged, ...closed } = eventIn('closed');
    const supervisor: Actor = { kind: 'person', name: 'eva', role: 'supervisor' };
    const reopened = applyAction(closed, action('reopen', supervisor));
    expect(reopened).toMatchObject({ event: { state: 'new' } });
    expect(reopened.accepted && reopened.event.disposition).toBeUndefined();
    expect(applyAction(closed, action('reopen', supervisor, { reason: ' ' }))).toMatchObject({
      refusal: { reason: 'detail-missing' },
    });
    expect(applyAction(closed, action('reopen', HOLDER)).accepted).toBe(false);
  });
});

describe('shelving', () => {
  it.each<[string, Partial<Action>]>([
    ['no reason', { reason: '' }],
    ['no end', { untilMillis: NaN }],
    ['an end that is over', { untilMillis: NOW }],
    ['an end after more than 30 days', { untilMillis: NOW + 31 * 24 * HOUR_MILLIS }],
  ])('with %s is refused', (_what, more) => {
    expect(applyAction(eventIn('new'), action('shelve', HOLDER, more))).toMatchObject({
      refusal: { reason: 'detail-missing' },
    });
  });

  it('of an event of life and death is for supervisors', () => {
    const fire = eventIn('new', { class: 'fire' });
    expect(applyAction(fire, action('shelve', HOLDER))).toMatchObject({ refusal: { reason: 'not-allowed-in-role' } });
    const supervisor: Actor = { kind: 'person', name: 'eva', role: 'supervisor' };
    expect(applyAction(fire, action('shelve', supervisor)).accepted).toBe(true);
  });

  it('ends when somebody takes the event', () => {
    const shelved = applyAction(eventIn('new'), action('shelve', HOLDER));
    const taken = applyAction(shelved.accepted ? shelved.event : eventIn('new'), action('take', HOLDER));
    expect(taken).toMatchObject({ accepted: true, event: { state: 'taken' } });
    expect(taken.accepted && taken.event.suppression).toBeUndefined();
  });
});

describe('the alarm state', () => {
  const lasting = { signals: [sampleSignal({ kind: 'aberration' })] };

  it.each([
    ['unacknowledged', eventIn('new', { ...lasting, activeSignalKeys: ['a'] })],
    ['acknowledged', eventIn('taken', { ...lasting, activeSignalKeys: ['a'] })],
    ['returned-unacknowledged', eventIn('new', lasting)],
    ['normal', eventIn('in-progress', lasting)],
    ['acknowledged', eventIn('closed', { ...lasting, activeSignalKeys: ['a'] })],
    ['normal', eventIn('closed', lasting)],
    ['unacknowledged', eventIn('new', { signals: [sampleSignal()] })],
  ] as const)('is %s by condition and acknowledgement', (state, event) => {
    expect(alarmStateOf(event)).toBe(state);
  });

  it('is the suppression where there is one, but for a storm', () => {
    const states = SUPPRESSION_KINDS.map((kind) =>
      alarmStateOf(eventIn('new', { suppression: { kind, by: TELLTALE, reason: 'r', sinceMillis: NOW } })),
    );
    expect(states).toEqual(['shelved', 'suppressed-by-design', 'out-of-service', 'unacknowledged']);
  });

  it('of every cell is one of the standard', () => {
    for (const { event } of CELLS) expect(ALARM_STATES).toContain(alarmStateOf(event));
  });
});
