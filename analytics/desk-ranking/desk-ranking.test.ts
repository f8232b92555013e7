import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Disposition } from '../../core/action.ts';
import type { Likelihood } from '../../core/likelihood.ts';
import { sampleSignal } from '../../test/support/sample-records.ts';
import { sigmoid } from '../ranking/models/model.ts';
import { MINUTE, RankedRoom } from './test-support/ranked-room.ts';

interface Step {
  readonly afterMillis: number;
  readonly site: string;
  readonly sensor: string;
  readonly type: string;
  readonly disposition: Disposition;
  readonly isTakenBack: boolean;
}

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    afterMillis: fc.constantFrom(0, 1, 40_000, 10 * MINUTE, 90 * 24 * 60 * MINUTE, -MINUTE),
    site: fc.constantFrom('lab', 'yard'),
    sensor: fc.constantFrom('door', 'window', 'gate'),
    type: fc.constantFrom('motion', 'glass', 'agent-down'),
    disposition: fc.constantFrom('true', 'false', 'inappropriate', 'other'),
    isTakenBack: fc.boolean(),
  }),
  { maxLength: 30 },
);

function play(room: RankedRoom, all: readonly Step[]): readonly Likelihood[] {
  return all.map((step) => {
    room.atMillis += step.afterMillis;
    const { event, likelihood } = room.open(step);
    room.close(event, step.disposition);
    return likelihood;
  });
}

const probabilityOf = (room: RankedRoom): number => room.open().likelihood.probability;

describe('ranking at the desk', () => {
  it('says a probability whose log-odds are exactly the sum of its reasons, in any order', () => {
    fc.assert(
      fc.property(steps, (all) => {
        for (const { probability, reasons } of play(new RankedRoom(), all)) {
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
        expect(play(new RankedRoom(0.3), all)).toEqual(play(new RankedRoom(0.3), all));
      }),
    );
  });

  it('goes on after a restart as if there had been none', async () => {
    await fc.assert(
      fc.asyncProperty(steps, steps, async (before, after) => {
        const [one, other] = [new RankedRoom(0.3), new RankedRoom(0.3)];
        play(one, before);
        play(other, before);
        await other.restart();
        expect(play(other, after)).toEqual(play(one, after));
      }),
      { numRuns: 40 },
    );
  });

  it('learns from a closing before the next event, and only from true and false', () => {
    const after = (disposition: Disposition): number => {
      const room = new RankedRoom();
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
    const [room, silent] = [new RankedRoom(), new RankedRoom()];
    const { event } = room.open();
    silent.open();
    room.atMillis = silent.atMillis += MINUTE;
    room.close(event, 'true');
    expect(probabilityOf(room)).toBe(probabilityOf(silent));
  });

  it('learns no more from a closing that was taken back, once it is built anew', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const [room, silent] = [new RankedRoom(), new RankedRoom()];
        for (const step of all) {
          room.atMillis = silent.atMillis += step.afterMillis;
          const closed = room.close(room.open(step).event, step.disposition);
          const { event } = silent.open(step);
          if (step.isTakenBack) room.undo(closed);
          else silent.close(event, step.disposition);
        }
        await room.ranking.rebuild(room.ranking.versions, room.trail);
        room.atMillis = silent.atMillis += 90 * 24 * 60 * MINUTE;
        expect(probabilityOf(room)).toBe(probabilityOf(silent));
        const trained = all.filter((each) => each.isTakenBack && ['true', 'false'].includes(each.disposition));
        expect(room.withdrawn).toBe(trained.length);
      }),
      { numRuns: 40 },
    );
  });

  it('catches up with what happens while it is built anew', async () => {
    const [one, other] = [new RankedRoom(), new RankedRoom()];
    one.playMadeUp(600, 1);
    other.playMadeUp(600, 1);
    const built = other.ranking.rebuild(other.ranking.versions, [...other.trail]);
    one.playMadeUp(30, 2);
    other.playMadeUp(30, 2);
    await built;
    one.atMillis = other.atMillis += 1;
    expect(other.open().likelihood).toEqual(one.open().likelihood);
  });

  it('answers a commit that is tried again as the first time, and counts the event once', () => {
    const [room, other] = [new RankedRoom(), new RankedRoom()];
    const { event, signal, likelihood } = room.open();
    other.open();
    expect(room.ranking.opened(event, signal)).toBe(likelihood);
    room.atMillis = other.atMillis += MINUTE;
    expect(room.open().likelihood).toEqual(other.open().likelihood);
  });

  it('learns nothing from the demonstration', () => {
    const [room, silent] = [new RankedRoom(), new RankedRoom()];
    const { event } = room.open({ site: 'demo' });
    silent.open({ site: 'demo' });
    room.atMillis = silent.atMillis += MINUTE;
    room.close(event, 'true');
    room.atMillis = silent.atMillis += 1;
    expect(probabilityOf(room)).toBe(probabilityOf(silent));
  });

  it('tells of the company and the calls of the site in one sentence', () => {
    const room = new RankedRoom();
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
    const room = new RankedRoom();
    const { event, likelihood, signal } = room.open();
    expect(room.ranking.joined(likelihood, event, signal)).toBe(likelihood);
    const second = room.ranking.joined(likelihood, event, sampleSignal({ sensor: 'window' }));
    expect(second.probability).toBeGreaterThan(likelihood.probability);
    expect(second.sentence).toBe(
      'Second sensor joined it; nothing of this site was closed as true or false in 90 days.',
    );
    const both = { ...event, signals: [signal, sampleSignal({ sensor: 'window' })] };
    expect(room.ranking.joined(second, both, sampleSignal({ sensor: 'gate' })).sentence).toBe(
      'Third sensor joined it; nothing of this site was closed as true or false in 90 days.',
    );
    expect(second.reasons.reduce((sum, { value }) => sum + value, 0)).toBe(
      likelihood.reasons.reduce((sum, { value }) => sum + value, 0) + 0.75,
    );
  });

  it('shows the asked share of the low bands early, by the id of the event alone', () => {
    const shown = (share: number): number => {
      const room = new RankedRoom(share);
      return Array.from({ length: 1000 }, () => room.open().likelihood).filter(({ early }) => early?.isShown === true)
        .length;
    };
    expect(shown(0)).toBe(0);
    expect(shown(0.1)).toBeGreaterThan(60);
    expect(shown(0.1)).toBeLessThan(140);
    expect(new RankedRoom(0.1).open().likelihood.early?.propensity).toBe(0.1);
  });

  it('tells what was closed against what it said', () => {
    const room = new RankedRoom();
    for (let round = 0; round < 60; round += 1) {
      room.atMillis += 24 * 60 * MINUTE;
      room.close(room.open().event, 'false');
    }
    room.atMillis += MINUTE;
    const { event, likelihood } = room.open();
    expect(likelihood.band).toBe('remote');
    room.close(event, 'true');
    expect(room.ranking.card()).toMatchObject({
      overrides: { count: 1, ofClosings: 61, latest: [{ eventId: event.id, disposition: 'true' }] },
      recorded: { events: 61, trues: 1 },
    });
  });
});
