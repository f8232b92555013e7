import { describe, expect, it } from 'vitest';
import { TELLTALE, type Actor } from '../../core/action.ts';
import { FakeDesk } from '../../test/support/fake-desk.ts';
import { ManualTime, settle } from '../../test/support/manual-time.ts';
import { silentLogger } from '../../test/support/recording-sink.ts';
import { DeskClocks, type DeskClocksOptions } from './desk-clocks.ts';
import type { ServiceLimits } from './service-limits.ts';

const HOLDER: Actor = { kind: 'person', name: 'anna' };
const HOUR_MILLIS = 3_600_000;
const LIMITS: ServiceLimits = {
  takeLimitSeconds: 30,
  takeLimitSecondsByClass: {},
  responseLimitSeconds: 600,
  responseLimitSecondsByClass: {},
  closeLimitSeconds: 7200,
  closeLimitSecondsByClass: {},
  reminderSeconds: 300,
};

function setUp(options: Partial<DeskClocksOptions> = {}) {
  const desk = new FakeDesk();
  const time = new ManualTime();
  const clocks = new DeskClocks({
    desk,
    clock: time,
    limits: LIMITS,
    logger: silentLogger,
    startTimer: time.startTimer,
    ...options,
  });
  const asked = (): string[] => desk.requests.map(({ eventId }) => eventId);
  const kinds = (): string[] => desk.requests.map(({ kind }) => kind);
  return { desk, time, clocks, asked, kinds };
}

describe('an event that waits to be taken', () => {
  it('is escalated when nobody takes it within the limit, once', async () => {
    const { desk, time, clocks } = setUp();
    clocks.start();
    desk.open({ id: 'door' });
    await time.pass(29_999);
    expect(desk.requests).toEqual([]);
    await time.pass(1);
    expect(desk.requests).toEqual([expect.objectContaining({ eventId: 'door', kind: 'escalate', by: TELLTALE })]);
    await time.pass(3_600_000);
    expect(desk.requests).toHaveLength(1);
  });

  it('leaves alone what is taken in time', async () => {
    const { desk, time, clocks, asked } = setUp();
    clocks.start();
    desk.open({ id: 'door' });
    desk.open({ id: 'gate' });
    await time.pass(20_000);
    desk.change('door', { state: 'taken' });
    await time.pass(60_000);
    expect(asked()).toEqual(['gate']);
  });

  it('accepts that somebody was faster in the same instant', async () => {
    const { desk, time, clocks } = setUp();
    clocks.start();
    desk.open({ id: 'door' });
    desk.put({ id: 'door', state: 'taken' });
    await time.pass(30_000);
    expect(desk.requests).toHaveLength(1);
    await time.pass(60_000);
    expect(desk.requests).toHaveLength(1);
  });

  it('gives a released event its limit anew', async () => {
    const { desk, time, clocks, asked } = setUp();
    clocks.start();
    desk.open({ id: 'door' });
    await time.pass(10_000);
    desk.change('door', { state: 'taken' });
    await time.pass(100_000);
    desk.change('door', { state: 'new' });
    await time.pass(29_999);
    expect(asked()).toEqual([]);
    await time.pass(1);
    expect(asked()).toEqual(['door']);
  });

  it('does not start the limit again when further signals join', async () => {
    const { desk, time, clocks, asked } = setUp();
    clocks.start();
    desk.open({ id: 'door' });
    await time.pass(20_000);
    desk.change('door', { signalCount: 2 });
    await time.pass(10_000);
    expect(asked()).toEqual(['door']);
  });

  it('shortens the limit when an event turns graver', async () => {
    const limits = { ...LIMITS, takeLimitSeconds: 300, takeLimitSecondsByClass: { fire: 10 } };
    const { desk, time, clocks, asked } = setUp({ limits });
    clocks.start();
    desk.open({ id: 'door', class: 'technical' });
    await time.pass(5000);
    desk.change('door', { class: 'fire' });
    await time.pass(5000);
    expect(asked()).toEqual(['door']);
  });

  it('is not led astray when the wall clock is set', async () => {
    const { desk, time, clocks, asked } = setUp();
    clocks.start();
    desk.open({ id: 'door' });
    time.stepWallClock(-3_600_000);
    await time.pass(30_000);
    expect(asked()).toEqual(['door']);
  });

  it('goes on counting from the opening after a restart', async () => {
    const { desk, time, clocks, asked } = setUp();
    desk.put({ id: 'overdue', openedAtMillis: time.nowMillis() - 100_000 });
    desk.put({ id: 'young', openedAtMillis: time.nowMillis() - 10_000 });
    desk.put({ id: 'taken', openedAtMillis: time.nowMillis(), takenAtMillis: time.nowMillis(), state: 'taken' });
    desk.put({ id: 'escalated', openedAtMillis: 0, escalatedAtMillis: 1 });
    clocks.start();
    await time.pass(0);
    expect(asked()).toEqual(['overdue']);
    await time.pass(20_000);
    expect(asked()).toEqual(['overdue', 'young']);
  });

  it('asks again while the desk cannot decide', async () => {
    const { desk, time, clocks } = setUp();
    clocks.start();
    desk.open({ id: 'door' });
    desk.fault = new Error('disk full');
    await time.pass(30_000);
    desk.fault = undefined;
    await time.pass(1000);
    expect((await desk.event('door'))?.escalatedAtMillis).toBeDefined();
    expect(desk.requests).toHaveLength(2);
  });

  it('holds 100,000 events with one timer and escalates them all', async () => {
    const { desk, time, clocks, asked } = setUp();
    for (let n = 0; n < 100_000; n += 1) desk.put({ id: `event-${n}`, openedAtMillis: time.nowMillis() });
    clocks.start();
    expect(clocks.waiting).toBe(100_000);
    expect(time.timers).toBe(1);
    await time.pass(30_000);
    while (desk.requests.length < 100_000) await settle();
    await settle();
    expect(clocks.waiting).toBe(0);
    expect(new Set(asked()).size).toBe(100_000);
  });

  it('does nothing after it was stopped', async () => {
    const { desk, time, clocks } = setUp();
    clocks.start();
    desk.open({ id: 'door' });
    await clocks.stop();
    await clocks.stop();
    await time.pass(60_000);
    expect(desk.requests).toEqual([]);
    expect(desk.listeners).toBe(0);
    expect(time.timers).toBe(0);
  });
});

describe('an event that somebody has', () => {
  it('is reminded of when it is not worked on, and escalated when that changes nothing', async () => {
    const { desk, time, clocks, kinds } = setUp();
    clocks.start();
    desk.open({ id: 'door', openedAtMillis: time.nowMillis() });
    desk.change('door', { state: 'taken', takenBy: HOLDER, takenAtMillis: time.nowMillis() });
    await time.pass(599_999);
    expect(kinds()).toEqual([]);
    await time.pass(1);
    expect(kinds()).toEqual(['remind']);
    await time.pass(300_000);
    expect(kinds()).toEqual(['remind', 'escalate']);
    await time.pass(10 * HOUR_MILLIS);
    expect(kinds()).toEqual(['remind', 'escalate']);
  });

  it('is reminded of when it is worked on but not closed in time, counted from its opening', async () => {
    const { desk, time, clocks, kinds } = setUp();
    clocks.start();
    desk.open({ id: 'door', openedAtMillis: time.nowMillis() });
    await time.pass(10_000);
    desk.change('door', { state: 'in-progress', takenBy: HOLDER, takenAtMillis: time.nowMillis() });
    await time.pass(7200_000 - 10_001);
    expect(kinds()).toEqual([]);
    await time.pass(1);
    expect(kinds()).toEqual(['remind']);
  });

  it('has the limits of its class', async () => {
    const limits = { ...LIMITS, closeLimitSecondsByClass: { intrusion: 60 } };
    const { desk, time, clocks, asked } = setUp({ limits });
    clocks.start();
    for (const id of ['technical', 'intrusion'] as const) {
      const held = { state: 'in-progress', takenBy: HOLDER, takenAtMillis: time.nowMillis() } as const;
      desk.open({ id, class: id, openedAtMillis: time.nowMillis(), ...held });
    }
    await time.pass(60_000);
    expect(asked()).toEqual(['intrusion']);
  });
});

describe('an event that is put aside', () => {
  function shelvedUntil(untilMillis: number) {
    const suppression = { kind: 'shelved', by: HOLDER, reason: 'r', sinceMillis: 0, untilMillis } as const;
    return { id: 'door', suppression };
  }

  it('comes back at the time that was named, and waits anew', async () => {
    const { desk, time, clocks, kinds } = setUp();
    clocks.start();
    desk.open(shelvedUntil(time.nowMillis() + HOUR_MILLIS));
    await time.pass(HOUR_MILLIS - 1);
    expect(kinds()).toEqual([]);
    await time.pass(1);
    expect(kinds()).toEqual(['unshelve']);
    await time.pass(30_000);
    expect(kinds()).toEqual(['unshelve', 'escalate']);
  });

  it.each([
    ['forwards', HOUR_MILLIS, 30_000],
    ['backwards', -HOUR_MILLIS, 2 * HOUR_MILLIS],
  ])('follows the wall clock when it is set %s', async (_direction, stepMillis, passesMillis) => {
    const { desk, time, clocks, kinds } = setUp();
    clocks.start();
    desk.open(shelvedUntil(time.nowMillis() + HOUR_MILLIS));
    time.stepWallClock(stepMillis);
    await time.pass(passesMillis - 1);
    expect(kinds()).toEqual([]);
    await time.pass(1);
    expect(kinds()).toEqual(['unshelve']);
  });

  it('returns to the queue when its parking ends, also after a restart', async () => {
    const { desk, time, clocks, kinds } = setUp();
    const parkedUntilMillis = time.nowMillis() + 60_000;
    desk.put({ id: 'door', state: 'parked', takenBy: HOLDER, takenAtMillis: time.nowMillis(), parkedUntilMillis });
    clocks.start();
    await time.pass(60_000);
    expect(kinds()).toEqual(['release']);
    expect(await desk.event('door')).toMatchObject({ state: 'new' });
  });
});

describe('a day on which the clocks change', () => {
  it.each([
    ['forwards', '2026-03-29T00:59:50Z'],
    ['backwards', '2026-10-25T00:59:50Z'],
  ])('%s has seconds as long as any other', async (_direction, before) => {
    const desk = new FakeDesk();
    const time = new ManualTime(Date.parse(before));
    const clocks = new DeskClocks({
      desk,
      clock: time,
      limits: LIMITS,
      logger: silentLogger,
      startTimer: time.startTimer,
    });
    clocks.start();
    desk.open({ id: 'door', openedAtMillis: time.nowMillis() });
    await time.pass(29_999);
    expect(desk.requests).toEqual([]);
    await time.pass(1);
    expect(desk.requests).toMatchObject([{ eventId: 'door', kind: 'escalate' }]);
    await clocks.stop();
  });
});
