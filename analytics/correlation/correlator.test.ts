import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Signal } from '../../core/signal.ts';
import { correlationSchema } from './correlation-rules.ts';
import { Correlator, type Correlated } from './correlator.ts';

const START_MILLIS = Date.UTC(2026, 0, 5, 9);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Given = Partial<Signal> & { readonly at?: number };

let made = 0;

function signalOf({ at = 0, ...fields }: Given = {}): Signal {
  made += 1;
  return {
    id: `signal-${made}`,
    kind: 'device-alarm',
    type: 'notice',
    class: 'information',
    phase: 'entered',
    site: 'lab',
    sensor: 'host-1',
    observedAtMillis: START_MILLIS + at,
    receivedAtMillis: START_MILLIS + at,
    message: '',
    ...fields,
  };
}

function correlatorOf(config: object = {}): Correlator {
  return new Correlator(correlationSchema.parse(config));
}

function takeAll(correlator: Correlator, given: readonly Given[]): readonly Correlated[] {
  return given.map((each) => correlator.take(signalOf(each)));
}

function keysOf(given: readonly Given[], config: object = {}): readonly string[] {
  return takeAll(correlatorOf(config), given).map(({ eventKey }) => eventKey);
}

/** A site that has chattered about four things on three hosts for two days. */
function noisyPast(correlator: Correlator): void {
  for (let at = -2 * DAY; at < 0; at += MINUTE) {
    const turn = Math.floor(at / MINUTE);
    correlator.take(signalOf({ at, type: `usual-${Math.abs(turn) % 4}`, sensor: `host-${Math.abs(turn) % 3}` }));
  }
}

describe('signals that rules speak of', () => {
  it('join one event a site when they are an intrusion, and two detectors confirm it', () => {
    const [first, second] = takeAll(correlatorOf(), [
      { class: 'intrusion', sensor: 'door-1' },
      { class: 'intrusion', sensor: 'hall', at: 10 * MINUTE },
    ]);
    expect(first).toMatchObject({ opened: true, confirmation: 'unconfirmed' });
    expect(second).toMatchObject({ opened: false, confirmation: 'confirmed', eventKey: first?.eventKey });
    expect(second?.priority.value).toBeGreaterThan(first?.priority.value ?? Infinity);
  });

  it('stay unconfirmed when one detector repeats itself or a second one is too late', () => {
    const repeated = takeAll(correlatorOf(), [
      { class: 'intrusion', sensor: 'door-1' },
      { class: 'intrusion', sensor: 'door-1', at: MINUTE },
    ]);
    expect(repeated[1]).toMatchObject({ opened: false, confirmation: 'unconfirmed' });
    const late = takeAll(correlatorOf(), [
      { class: 'intrusion', sensor: 'door-1' },
      { class: 'intrusion', sensor: 'hall', at: 31 * MINUTE },
    ]);
    expect(late[1]).toMatchObject({ opened: true, confirmation: 'unconfirmed' });
  });

  it('are confirmed only by detectors that do not depend on each other', () => {
    const places = [{ site: 'lab', sensor: 'door-1', parent: 'expander' }];
    const [, second] = takeAll(correlatorOf({ places }), [
      { class: 'intrusion', sensor: 'door-1' },
      { class: 'intrusion', sensor: 'expander', at: 1000 },
    ]);
    expect(second).toMatchObject({ opened: false, confirmation: 'unconfirmed' });
  });

  it('of tampering support an intrusion that is on at the site, and confirm it, and else stand for themselves', () => {
    const places = ['hall', 'panel'].map((sensor) => ({ site: 'lab', sensor, zone: sensor }));
    const [alone, intrusion, elsewhere, panel, again, late] = takeAll(correlatorOf({ places }), [
      { class: 'tamper', sensor: 'hall' },
      { class: 'intrusion', sensor: 'hall', at: MINUTE },
      { class: 'tamper', sensor: 'panel', site: 'yard', at: 2 * MINUTE },
      { class: 'tamper', sensor: 'panel', at: 3 * MINUTE },
      { class: 'tamper', sensor: 'hall', at: 4 * MINUTE },
      { class: 'tamper', sensor: 'panel', at: 60 * MINUTE },
    ]);
    expect(new Set([alone, intrusion, elsewhere].map((each) => each?.eventKey)).size).toBe(3);
    expect(intrusion).toMatchObject({ confirmation: 'unconfirmed' });
    expect(panel).toMatchObject({ opened: false, eventKey: intrusion?.eventKey, confirmation: 'confirmed' });
    expect(again?.eventKey).toBe(intrusion?.eventKey);
    expect(late).toMatchObject({ opened: true, origin: { rule: 'tampering' } });
  });

  it('are not confirmed by the tamper contact of the detector that saw them', () => {
    const [, same] = takeAll(correlatorOf(), [
      { class: 'intrusion', sensor: 'hall' },
      { class: 'tamper', sensor: 'hall', at: 1000 },
    ]);
    expect(same).toMatchObject({ opened: false, confirmation: 'unconfirmed' });
  });

  it('support only rules that there are', () => {
    const join = { withinMinutes: 5, supports: ['no such rule'] };
    const rules = [{ name: 'vibration', match: { types: ['vib*'] }, join }];
    expect(() => correlatorOf({ rules })).toThrow('must be the name of a rule of this file');
  });

  it('never hide a fire in anything else', () => {
    const keys = keysOf([
      { class: 'intrusion', sensor: 'hall' },
      { class: 'technical', sensor: 'hall' },
      { class: 'fire', sensor: 'hall', at: 1000 },
      { class: 'fire', sensor: 'kitchen', at: 2000 },
    ]);
    expect(keys[2]).toBe(keys[3]);
    expect(new Set(keys).size).toBe(3);
  });

  it('let a dead switch explain its silent children, whichever is heard of first', () => {
    const places = ['a', 'b', 'c'].map((sensor) => ({ site: 'lab', sensor, parent: 'switch' }));
    const silent = (sensor: string, at: number): Given => ({ kind: 'silent-source', class: 'technical', sensor, at });
    for (const order of [
      ['switch', 'a', 'b', 'c'],
      ['a', 'b', 'switch', 'c'],
    ]) {
      const keys = keysOf([...order.map((sensor, index) => silent(sensor, index * 1000)), silent('elsewhere', 5000)], {
        places,
      });
      expect(new Set(keys.slice(0, 4)).size).toBe(1);
      expect(keys[4]).not.toBe(keys[0]);
    }
  });

  it.each([
    ['zone', { within: 'zone' }],
    ['adjacent', { within: 'adjacent' }],
    ['distance', { within: 'distance', metres: 30 }],
  ])('join what is near by %s, and nothing else', (_, near) => {
    const places = [
      { site: 'lab', sensor: 'a', zone: 'east', adjacentTo: ['b'], xMetres: 0, yMetres: 0 },
      { site: 'lab', sensor: 'b', zone: 'east', xMetres: 20, yMetres: 20 },
      { site: 'lab', sensor: 'far', zone: 'west', xMetres: 200, yMetres: 0 },
    ];
    const rules = [{ name: 'near', match: { types: ['vib*'] }, join: { near, withinMinutes: 5 } }];
    const given = ['a', 'b', 'far', 'unknown'].map((sensor, index) => ({
      sensor,
      type: 'vibration',
      at: index * 1000,
    }));
    const keys = keysOf(given, { rules, places });
    expect(keys[1]).toBe(keys[0]);
    expect(new Set(keys).size).toBe(3);
  });

  it('open another event when the window has passed, and when the event was closed', () => {
    const correlator = correlatorOf();
    const door = { class: 'intrusion', sensor: 'door-1' } as const;
    const [first, repeated, late] = takeAll(correlator, [
      door,
      { ...door, at: 29 * MINUTE },
      { ...door, at: 60 * MINUTE },
    ]);
    expect(repeated?.eventKey).toBe(first?.eventKey);
    expect(late?.eventKey).not.toBe(first?.eventKey);
    correlator.close(late?.eventKey ?? '');
    expect(correlator.take(signalOf({ ...door, at: 61 * MINUTE })).opened).toBe(true);
  });
});

describe('signals that no rule speaks of', () => {
  it('open an event each while the site is quiet', () => {
    const keys = keysOf([0, 2, 4].map((hours) => ({ at: hours * HOUR, type: `notice-${hours}` })));
    expect(new Set(keys).size).toBe(3);
  });

  it('are routine of the shift once there is much of them', () => {
    const correlator = correlatorOf();
    noisyPast(correlator);
    const eventsBefore = correlator.counters.events;
    const taken = takeAll(
      correlator,
      Array.from({ length: 400 }, (_, n) => ({ at: n * MINUTE, type: `usual-${n % 4}` })),
    );
    expect(correlator.counters.events - eventsBefore).toBeLessThanOrEqual(2);
    expect(taken.at(-1)).toMatchObject({ origin: 'routine' });
  });

  it('share one routine from so many sites on', () => {
    const usual = Array.from({ length: 400 * 10 }, (_, n) => {
      return { at: Math.floor(n / 10) * MINUTE, site: `site ${n % 10}`, type: 'usual' };
    });
    const taken = takeAll(correlatorOf({ routine: { eventsAShift: 3 } }), usual);
    const routine = taken.filter(({ origin }) => origin === 'routine');
    expect(routine.length).toBeGreaterThan(3000);
    expect(new Set(routine.map(({ eventKey }) => eventKey)).size).toBe(4);
  });

  it('open an event when a type is the first of its kind there, above the routine in priority', () => {
    const correlator = correlatorOf();
    noisyPast(correlator);
    const routine = correlator.take(signalOf({ type: 'usual-1' }));
    const unusual = correlator.take(signalOf({ type: 'privileges raised', at: 1000 }));
    expect(unusual).toMatchObject({ opened: true, origin: 'unusual' });
    expect(unusual.priority.contributions[0]?.name).toBe('first of its type at the site');
    expect(unusual.priority.value).toBeGreaterThan(routine.priority.value);
  });

  it('say that a known type is new to a sensor', () => {
    const correlator = correlatorOf();
    noisyPast(correlator);
    const unusual = correlator.take(signalOf({ type: 'usual-1', sensor: 'host-9' }));
    expect(unusual.priority.contributions[0]?.name).toBe('first of its type on the sensor');
  });

  it('belong together when unusual ones of one site come within a minute, and weigh more for it', () => {
    const correlator = correlatorOf();
    noisyPast(correlator);
    const [first, second, other, late] = takeAll(correlator, [
      { type: 'scan', sensor: 'host-1' },
      { type: 'forbidden', sensor: 'host-2', at: 20_000 },
      { type: 'scan', sensor: 'host-1', site: 'elsewhere', at: 21_000 },
      { type: 'shell', sensor: 'host-1', at: 62_000 },
    ]);
    expect(second).toMatchObject({ opened: false, eventKey: first?.eventKey });
    expect(second?.priority.value).toBeGreaterThan(first?.priority.value ?? Infinity);
    expect(other?.eventKey).not.toBe(first?.eventKey);
    expect(late?.opened).toBe(true);
  });

  it('open few events when many sites bring the same news at once', () => {
    const correlator = correlatorOf();
    noisyPast(correlator);
    const sites = Array.from({ length: 1000 }, (_, n) => ({ type: 'new firmware', site: `site ${n}`, at: n * 50 }));
    const taken = takeAll(correlator, sites);
    const opened = taken.filter(({ origin, opened: isNew }) => origin === 'unusual' && isNew).length;
    expect(opened).toBeGreaterThan(0);
    expect(opened).toBeLessThan(100);
  });

  it('fold a flood into the event that its first signal opened', () => {
    const correlator = correlatorOf();
    noisyPast(correlator);
    const flood = Array.from({ length: 20_000 }, (_, n) => ({ type: 'error 400', at: n * 30 }));
    const taken = takeAll(correlator, flood);
    expect(new Set(taken.map(({ eventKey }) => eventKey)).size).toBe(1);
    expect(taken.at(-1)?.signalCount).toBe(20_000);
  });

  it('do not let what is new hide in a flood', () => {
    const correlator = correlatorOf();
    noisyPast(correlator);
    takeAll(
      correlator,
      Array.from({ length: 5000 }, (_, n) => ({ type: 'error 400', at: n * 30 })),
    );
    expect(correlator.take(signalOf({ type: 'shell', at: 150_000 }))).toMatchObject({ opened: true });
  });

  it('stand out when a source says far more than ever before', () => {
    const correlator = correlatorOf();
    noisyPast(correlator);
    const taken = takeAll(
      correlator,
      Array.from({ length: 60 }, (_, n) => ({ type: 'usual-1', at: n * 500 })),
    );
    expect(taken.some(({ repetition }) => repetition.isBurst)).toBe(true);
    expect(taken.at(-1)).toMatchObject({ origin: 'unusual' });
    expect(taken.at(-1)?.priority.contributions[0]?.name).toBe('far more than ever before');
  });

  it('join no event that was closed, neither repeated nor ended', () => {
    const correlator = correlatorOf();
    const [first] = takeAll(correlator, [{ type: 'link down' }]);
    correlator.close(first?.eventKey ?? '');
    const after = takeAll(correlator, [
      { type: 'link down', at: 1000 },
      { type: 'link down', at: 5 * MINUTE },
      { type: 'another', at: 5 * MINUTE },
    ]);
    expect(after.map(({ eventKey }) => eventKey)).not.toContain(first?.eventKey);
    correlator.close(after[1]?.eventKey ?? '');
    const end = correlator.take(signalOf({ type: 'link down', phase: 'left', at: 6 * MINUTE }));
    expect(end.eventKey).not.toBe(after[1]?.eventKey);
  });

  it('end where they began', () => {
    const correlator = correlatorOf();
    const entered = correlator.take(signalOf({ type: 'link down' }));
    const left = correlator.take(signalOf({ type: 'link down', phase: 'left', at: HOUR }));
    expect(left.eventKey).toBe(entered.eventKey);
  });
});

describe('repetition', () => {
  it('is a duplicate when the same occurrence is delivered again', () => {
    const correlator = correlatorOf();
    const signal = signalOf();
    expect(correlator.take(signal).repetition.isDuplicate).toBe(false);
    expect(correlator.take(signal)).toMatchObject({ repetition: { isDuplicate: true }, opened: false, signalCount: 2 });
    expect(correlator.counters).toMatchObject({ signals: 2, duplicates: 1, events: 1 });
  });

  it('is chattering at the third time within a minute, said once a spell, and reported', () => {
    const correlator = correlatorOf();
    const seconds = [0, 20, 40, 50, 58, 600, 610, 620];
    const taken = takeAll(
      correlator,
      seconds.map((second) => ({ at: second * 1000 })),
    );
    expect(taken.map(({ repetition }) => repetition.startsToChatter)).toEqual(
      seconds.map((second) => second === 40 || second === 620),
    );
    expect(correlator.noisySources().chattering).toEqual([{ site: 'lab', sensor: 'host-1', type: 'notice', times: 2 }]);
  });

  it('is fleeting when a condition ends within seconds', () => {
    const correlator = correlatorOf();
    const taken = takeAll(correlator, [
      { at: 0 },
      { at: 4000, phase: 'left' },
      { at: HOUR },
      { at: HOUR + MINUTE, phase: 'left' },
      { at: HOUR + MINUTE + 1000, phase: 'left' },
    ]);
    expect(taken.map(({ repetition }) => repetition.isFleeting)).toEqual([false, true, false, false, false]);
    expect(correlator.noisySources().fleeting).toHaveLength(1);
  });
});

describe('the correlator', () => {
  const givens = fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 2 * DAY }),
      type: fc.constantFrom('a', 'b', 'c', '\u0000', '__proto__'),
      sensor: fc.constantFrom('x', 'y', ''),
      site: fc.constantFrom('lab', 'yard'),
      class: fc.constantFrom('information', 'technical', 'intrusion', 'fire'),
      phase: fc.constantFrom('entered', 'left'),
    }),
    { maxLength: 200 },
  );

  it('gives the same events for the same signals', () => {
    fc.assert(
      fc.property(givens, (given) => {
        expect(keysOf(given)).toEqual(keysOf(given));
      }),
    );
  });

  it('gives priorities that are exactly the sum of their contributions in any order, and never less to an event', () => {
    fc.assert(
      fc.property(givens, (given) => {
        const latest = new Map<string, number>();
        for (const { eventKey, priority } of takeAll(correlatorOf(), given)) {
          const sum = priority.contributions.reduceRight((total, { value }) => total + value, 0);
          expect(priority.value).toBe(sum);
          expect(priority.value).toBeGreaterThanOrEqual(latest.get(eventKey) ?? 0);
          latest.set(eventKey, priority.value);
        }
      }),
    );
  });

  it('knows nothing of later signals', () => {
    fc.assert(
      fc.property(givens, fc.nat(), (given, cut) => {
        expect(keysOf(given).slice(0, cut)).toEqual(keysOf(given.slice(0, cut)));
      }),
    );
  });

  it('takes a signal that is late, or from the future by its own clock, as of now', () => {
    const correlator = correlatorOf();
    const door = { class: 'intrusion', sensor: 'door-1' } as const;
    const first = correlator.take(signalOf(door));
    const future = correlator.take({ ...signalOf(door), observedAtMillis: START_MILLIS + DAY });
    const late = correlator.take(signalOf({ ...door, at: -DAY }));
    expect([future.eventKey, late.eventKey]).toEqual([first.eventKey, first.eventKey]);
  });

  it('stays bounded under names that never repeat, in what it remembers and in what it presents', () => {
    const correlator = correlatorOf();
    for (let n = 0; n < 120_000; n += 1) {
      correlator.take(signalOf({ at: n * 100, type: `t${n}`, sensor: `s${n % 1000}`, site: `site ${n}` }));
    }
    const { sources, types, sites, evicted } = correlator.sizes;
    expect({ sources, types, sites, evicted }).toEqual({
      sources: 100_000,
      types: 50_000,
      sites: 10_000,
      evicted: 90_000,
    });
    expect(correlator.counters.events).toBeLessThan(10_200);
  });

  it('forgets in time what no signal can join any more', () => {
    const correlator = correlatorOf();
    takeAll(correlator, [{ class: 'intrusion' }, { type: 'notice' }]);
    correlator.expire(START_MILLIS + 15 * DAY);
    expect(correlator.sizes.sites).toBe(0);
    expect(correlator.take(signalOf({ class: 'intrusion', at: DAY })).opened).toBe(true);
  });
});
