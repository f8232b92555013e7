import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEMO_SITE, type Event } from '../../core/event.ts';
import { LIKELIHOOD_BANDS, type Likelihood } from '../../core/likelihood.ts';
import { LIFE_SAFETY_CLASSES, SIGNAL_CLASSES } from '../../core/signal.ts';
import { FULL_WAIT_MINUTES, prioritise } from './prioritise.ts';

const OPENED_MILLIS = 1_700_000_000_000;
const FULL_WAIT_MILLIS = FULL_WAIT_MINUTES * 60_000;

function eventOf(fields: Partial<Event> = {}): Event {
  return {
    id: 'event-1',
    version: 1,
    title: 'motion at door 4',
    site: 'lab',
    sensor: 'door-4',
    class: 'intrusion',
    state: 'new',
    openedAtMillis: OPENED_MILLIS,
    changedAtMillis: OPENED_MILLIS,
    activeSignalKeys: [],
    signalCount: 1,
    signals: [],
    highestScore: 0,
    ...fields,
  };
}

const likelihoods: fc.Arbitrary<Likelihood> = fc.record({
  probability: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
  band: fc.constantFrom(...LIKELIHOOD_BANDS),
  model: fc.constant('any'),
  reasons: fc.constant([]),
  sentence: fc.constant(''),
  early: fc.record({ propensity: fc.constant(0.02), isShown: fc.boolean() }),
});

function fieldsArbitrary(sites: readonly string[]): fc.Arbitrary<Partial<Event>> {
  return fc.record(
    {
      class: fc.constantFrom(...SIGNAL_CLASSES),
      site: fc.constantFrom(...sites),
      signalCount: fc.integer({ min: 1, max: 1e9 }),
      highestScore: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
      activeSignalKeys: fc.constantFrom([], ['a'], ['a', 'b']),
      escalatedAtMillis: fc.constant(OPENED_MILLIS),
      confirmation: fc.constantFrom('unconfirmed' as const, 'confirmed' as const),
      likelihood: likelihoods,
      unusual: fc.array(fc.record({ name: fc.string(), value: fc.double({ min: 0, max: 40, noNaN: true }) }), {
        maxLength: 3,
      }),
    },
    { requiredKeys: ['class', 'site', 'signalCount', 'highestScore', 'activeSignalKeys'] },
  );
}

const realFields = fieldsArbitrary(['lab']);
const anyFields = fieldsArbitrary(['lab', DEMO_SITE]);
const ages = fc.integer({ min: -FULL_WAIT_MILLIS, max: 10 * FULL_WAIT_MILLIS });

function likely(probability: number): Likelihood {
  return { probability, band: 'possible', model: 'any', reasons: [], sentence: '' };
}

const priorityAt = (fields: Partial<Event>, ageMillis = 0): number =>
  prioritise(eventOf(fields), OPENED_MILLIS + ageMillis).value;

const isLifeSafety = ({ class: signalClass = 'information' }: Partial<Event>): boolean =>
  LIFE_SAFETY_CLASSES.has(signalClass);

describe('the priority of an event', () => {
  it('is the sum of its contributions in any order, each a short decimal', () => {
    fc.assert(
      fc.property(anyFields, ages, (fields, age) => {
        const { value, contributions } = prioritise(eventOf(fields), OPENED_MILLIS + age);
        const values = contributions.map((contribution) => contribution.value);
        expect(values.toReversed().reduce((sum, each) => sum + each, 0)).toBe(value);
        for (const each of values) expect(each * 4).toBe(Math.round(each * 4));
      }),
    );
  });

  it('names what adds up to it', () => {
    const event = eventOf({ highestScore: 7, signalCount: 4, activeSignalKeys: ['a'], escalatedAtMillis: 1 });
    expect(prioritise(event, OPENED_MILLIS + FULL_WAIT_MILLIS)).toEqual({
      value: 46.25,
      contributions: [
        { name: 'class intrusion', value: 12 },
        { name: 'aberration score', value: 3 },
        { name: 'still active', value: 2 },
        { name: 'waiting', value: 27.25 },
        { name: 'escalated', value: 2 },
      ],
    });
  });

  it('never puts danger to life below anything else that is real, whatever their ages', () => {
    fc.assert(
      fc.property(realFields, realFields, ages, ages, (one, other, ageOfOne, ageOfOther) => {
        fc.pre(isLifeSafety(one) && !isLifeSafety(other));
        expect(priorityAt(one, ageOfOne)).toBeGreaterThan(priorityAt(other, ageOfOther));
      }),
    );
  });

  it('lets what waited long enough pass every newcomer without danger to life, whatever a model says of either', () => {
    fc.assert(
      fc.property(realFields, realFields, (waiting, newcomer) => {
        fc.pre(!isLifeSafety(newcomer));
        const { escalatedAtMillis: _escalatedAtMillis, ...fresh } = newcomer;
        expect(priorityAt(waiting, FULL_WAIT_MILLIS)).toBeGreaterThan(priorityAt(fresh));
      }),
    );
  });

  it('grows with waiting, up to a cap, and never falls', () => {
    fc.assert(
      fc.property(anyFields, ages, ages, (fields, one, other) => {
        const [younger, older] = one < other ? [one, other] : [other, one];
        expect(priorityAt(fields, older)).toBeGreaterThanOrEqual(priorityAt(fields, younger));
      }),
    );
    expect(priorityAt({}, 9 * FULL_WAIT_MILLIS)).toBe(priorityAt({}, FULL_WAIT_MILLIS));
  });

  it('stops growing when somebody takes the event', () => {
    const taken = { takenAtMillis: OPENED_MILLIS + FULL_WAIT_MILLIS / 2 };
    expect(priorityAt(taken, FULL_WAIT_MILLIS)).toBe(priorityAt({}, FULL_WAIT_MILLIS / 2));
  });

  it('puts the demonstration after everything real', () => {
    fc.assert(
      fc.property(realFields, anyFields, ages, ages, (real, demo, ageOfReal, ageOfDemo) => {
        expect(priorityAt({ ...demo, site: DEMO_SITE }, ageOfDemo)).toBeLessThan(priorityAt(real, ageOfReal));
      }),
    );
  });

  it('lets no model demote danger to life', () => {
    fc.assert(
      fc.property(realFields, ages, (fields, age) => {
        const { likelihood: _likelihood, ...unranked } = fields;
        fc.pre(isLifeSafety(fields));
        expect(priorityAt(fields, age)).toBeGreaterThanOrEqual(priorityAt(unranked, age));
      }),
    );
  });

  it('moves by one point with each doubling of the probability, and names it', () => {
    const at = (probability: number) => prioritise(eventOf({ likelihood: likely(probability) }), OPENED_MILLIS);
    expect([0.8, 0.4, 0.2, 0.1, 0.05, 0.025].map((each) => at(each).value)).toEqual([15, 14, 13, 12, 11, 10]);
    expect(at(0.2).contributions).toContainEqual({ name: 'how likely it is true', value: 1 });
  });

  it('shows what chance chose as early as what is likely, and names it', () => {
    const early = { propensity: 0.02, isShown: true };
    const priority = prioritise(eventOf({ likelihood: { ...likely(0.01), early } }), OPENED_MILLIS);
    expect(priority.value).toBe(14.25);
    expect(priority.contributions).toContainEqual({ name: 'shown early to learn from it', value: 5.75 });
  });

  it('names what is unusual unless its likelihood counts that already, half a point for each bit beyond what is presented at all, and no more than a high score', () => {
    const unusual = [
      { name: 'first of its type at the site', value: 9 },
      { name: 'several unusual signals together', value: 1 },
    ];
    const contribution = (fields: Partial<Event>) =>
      prioritise(eventOf({ unusual, ...fields }), OPENED_MILLIS).contributions.find(({ name }) =>
        name.startsWith('first'),
      );
    expect(contribution({})).toEqual({ name: 'first of its type at the site', value: 2.5 });
    expect(contribution({ highestScore: 31 })).toBeUndefined();
    expect(contribution({ likelihood: likely(0.1) })).toBeUndefined();
  });

  it('is not raised by a source that chatters', () => {
    expect(priorityAt({ signalCount: 100_000 })).toBe(priorityAt({ signalCount: 1 }));
  });

  it('stays between 0 and 102 for real events', () => {
    fc.assert(
      fc.property(realFields, ages, (fields, age) => {
        expect(priorityAt(fields, age)).toBeGreaterThan(0);
        expect(priorityAt(fields, age)).toBeLessThanOrEqual(102);
      }),
    );
  });
});
