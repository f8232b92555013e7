import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Disposition } from '../../core/action.ts';
import type { Event } from '../../core/event.ts';
import type { Likelihood } from '../../core/likelihood.ts';
import { sampleEvent, sampleSignal } from '../../test/support/sample-records.ts';
import { sigmoid } from '../ranking/models/model.ts';
import { DeskRanking } from './desk-ranking.ts';

const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

interface Step {
  readonly afterMillis: number;
  readonly site: string;
  readonly sensor: string;
  readonly type: string;
  readonly disposition: Disposition;
}

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    afterMillis: fc.constantFrom(0, 1, 40_000, 10 * MINUTE, 90 * 24 * 60 * MINUTE, -MINUTE),
    site: fc.constantFrom('lab', 'yard'),
    sensor: fc.constantFrom('door', 'window', 'gate'),
    type: fc.constantFrom('motion', 'glass', 'agent-down'),
    disposition: fc.constantFrom('true', 'false', 'inappropriate', 'other'),
  }),
  { maxLength: 40 },
);

/** A room in which each event is closed a minute after it opens. */
class Room {
  readonly ranking: DeskRanking;
  readonly #ids: string;
  atMillis = START;
  #opened = 0;

  constructor(earlyShare = 0, ids = 'event') {
    this.ranking = new DeskRanking({ earlyShare });
    this.#ids = ids;
  }

  open({ site = 'lab', sensor = 'door', type = 'motion' }: Partial<Step> = {}) {
    const id = `${this.#ids}-${(this.#opened += 1)}`;
    const signal = sampleSignal({ id: `signal of ${id}`, site, sensor, type });
    const event = sampleEvent({ id, site, sensor, openedAtMillis: this.atMillis, signals: [signal] });
    const likelihood = this.ranking.opened(event, signal);
    return { signal, event, likelihood };
  }

  close(event: Event, disposition: Disposition): void {
    const closed: Event = { ...event, state: 'closed', disposition, closedAtMillis: this.atMillis };
    this.ranking.follow([{ event: closed, previous: event }]);
  }

  play(all: readonly Step[]): readonly Likelihood[] {
    return all.map((step) => {
      this.atMillis += step.afterMillis;
      const { event, likelihood } = this.open(step);
      this.close(event, step.disposition);
      return likelihood;
    });
  }
}

const probabilityOf = (room: Room): number => room.open().likelihood.probability;

describe('ranking at the desk', () => {
  it('says a probability whose log-odds are exactly the sum of its reasons, in any order', () => {
    fc.assert(
      fc.property(steps, (all) => {
        for (const { probability, reasons } of new Room().play(all)) {
          const values = reasons.map(({ value }) => value);
          const sum = values.reduce((total, each) => total + each, 0);
          expect(values.toReversed().reduce((total, each) => total + each, 0)).toBe(sum);
          expect(sigmoid(sum)).toBe(probability);
        }
      }),
    );
  });

  it('says the same of the same past', () => {
    fc.assert(
      fc.property(steps, (all) => {
        expect(new Room(0.3).play(all)).toEqual(new Room(0.3).play(all));
      }),
    );
  });

  it('learns from a closing before the next event, and only from true and false', () => {
    const after = (disposition: Disposition): number => {
      const room = new Room();
      const { event } = room.open();
      room.atMillis += MINUTE;
      room.close(event, disposition);
      room.atMillis += 1;
      return probabilityOf(room);
    };
    expect(after('true')).toBeGreaterThan(after('other'));
    expect(after('false')).toBeLessThan(after('other'));
    expect(after('inappropriate')).toBe(after('other'));
  });

  it('does not know of a closing in what opens in the same millisecond', () => {
    const room = new Room();
    const { event } = room.open();
    room.atMillis += MINUTE;
    room.close(event, 'true');
    const silent = new Room();
    silent.open();
    silent.atMillis += MINUTE;
    expect(probabilityOf(room)).toBe(probabilityOf(silent));
  });

  it('answers a commit that is tried again as the first time, and counts the event once', () => {
    const [room, other] = [new Room(), new Room()];
    const { event, signal, likelihood } = room.open();
    other.open();
    expect(room.ranking.opened(event, signal)).toBe(likelihood);
    room.atMillis = other.atMillis += MINUTE;
    expect(room.open().likelihood).toEqual(other.open().likelihood);
  });

  it('learns nothing from the demonstration', () => {
    const room = new Room();
    const { event } = room.open({ site: 'demo' });
    room.atMillis += MINUTE;
    room.close(event, 'true');
    const silent = new Room();
    silent.open({ site: 'demo' });
    silent.atMillis += MINUTE;
    room.atMillis = silent.atMillis += 1;
    expect(probabilityOf(room)).toBe(probabilityOf(silent));
  });

  it('tells of the company and the calls of the site in one sentence', () => {
    const room = new Room();
    const { event } = room.open({ sensor: 'gate' });
    room.close(event, 'false');
    room.atMillis += 60 * MINUTE;
    room.open({ sensor: 'window' });
    room.atMillis += 40_000;
    expect(room.open().likelihood.sentence).toBe(
      'Second sensor of this site in 40 s; this site had 1 false call in 90 days.',
    );
    expect(room.open({ site: 'yard' }).likelihood.sentence).toBe(
      'Nothing of this site was closed as true or false in 90 days.',
    );
  });

  it('is raised by each further sensor that joins, and by nothing else', () => {
    const room = new Room();
    const { event, likelihood, signal } = room.open();
    expect(room.ranking.joined(likelihood, event, signal)).toBe(likelihood);
    const second = room.ranking.joined(likelihood, event, sampleSignal({ sensor: 'window' }));
    expect(second.probability).toBeGreaterThan(likelihood.probability);
    expect(second.reasons.reduce((sum, { value }) => sum + value, 0)).toBe(
      likelihood.reasons.reduce((sum, { value }) => sum + value, 0) + 0.75,
    );
  });

  it('shows the asked share of the low bands early, by the id of the event alone', () => {
    const shown = (share: number): number => {
      const room = new Room(share);
      return Array.from({ length: 1000 }, () => room.open().likelihood).filter(({ early }) => early?.isShown === true)
        .length;
    };
    expect(shown(0)).toBe(0);
    expect(shown(0.1)).toBeGreaterThan(60);
    expect(shown(0.1)).toBeLessThan(140);
    expect(new Room(0.1).open().likelihood.early?.propensity).toBe(0.1);
  });
});
