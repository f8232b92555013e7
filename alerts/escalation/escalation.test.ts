import { describe, expect, it } from 'vitest';
import { TELLTALE } from '../../core/action.ts';
import { FakeDesk } from '../../test/support/fake-desk.ts';
import { ManualTime, settle } from '../../test/support/manual-time.ts';
import { silentLogger } from '../../test/support/recording-sink.ts';
import { Escalation, type EscalationOptions } from './escalation.ts';

function setUp(options: Partial<EscalationOptions> = {}) {
  const desk = new FakeDesk();
  const time = new ManualTime();
  const counted = { escalations: 0 };
  const escalation = new Escalation({
    desk,
    clock: time,
    limits: { takeLimitSeconds: 30 },
    logger: silentLogger,
    metrics: { escalated: () => (counted.escalations += 1) },
    startTimer: time.startTimer,
    ...options,
  });
  const escalated = (): string[] => desk.requests.map(({ eventId }) => eventId);
  return { desk, time, escalation, counted, escalated };
}

describe('Escalation', () => {
  it('escalates an event that nobody takes within the limit, once', async () => {
    const { desk, time, escalation, counted } = setUp();
    escalation.start();
    desk.open({ id: 'door' });
    await time.pass(29_999);
    expect(desk.requests).toEqual([]);
    await time.pass(1);
    expect(desk.requests).toEqual([expect.objectContaining({ eventId: 'door', kind: 'escalate', by: TELLTALE })]);
    await time.pass(3_600_000);
    expect(desk.requests).toHaveLength(1);
    expect(counted.escalations).toBe(1);
  });

  it('leaves alone what is taken in time', async () => {
    const { desk, time, escalation, escalated } = setUp();
    escalation.start();
    desk.open({ id: 'door' });
    desk.open({ id: 'gate' });
    await time.pass(20_000);
    desk.change('door', { state: 'taken' });
    await time.pass(60_000);
    expect(escalated()).toEqual(['gate']);
    expect(escalation.waiting).toBe(0);
  });

  it('accepts that somebody was faster in the same instant', async () => {
    const { desk, time, escalation, counted } = setUp();
    escalation.start();
    desk.open({ id: 'door' });
    desk.put({ id: 'door', state: 'taken' });
    await time.pass(30_000);
    expect(desk.requests).toHaveLength(1);
    expect(counted.escalations).toBe(0);
    await time.pass(60_000);
    expect(desk.requests).toHaveLength(1);
  });

  it('gives a released event its limit anew', async () => {
    const { desk, time, escalation, escalated } = setUp();
    escalation.start();
    desk.open({ id: 'door' });
    await time.pass(10_000);
    desk.change('door', { state: 'taken' });
    await time.pass(100_000);
    desk.change('door', { state: 'new' });
    await time.pass(29_999);
    expect(escalated()).toEqual([]);
    await time.pass(1);
    expect(escalated()).toEqual(['door']);
  });

  it('does not start the limit again when further signals join', async () => {
    const { desk, time, escalation, escalated } = setUp();
    escalation.start();
    desk.open({ id: 'door' });
    await time.pass(20_000);
    desk.change('door', { signalCount: 2 });
    await time.pass(10_000);
    expect(escalated()).toEqual(['door']);
  });

  it('shortens the limit when an event turns graver', async () => {
    const limits = { takeLimitSeconds: 300, takeLimitSecondsByClass: { fire: 10 } };
    const { desk, time, escalation, escalated } = setUp({ limits });
    escalation.start();
    desk.open({ id: 'door', class: 'technical' });
    await time.pass(50_000);
    desk.change('door', { class: 'fire' });
    await time.pass(10_000);
    expect(escalated()).toEqual(['door']);
  });

  it('is not led astray when the wall clock is set', async () => {
    const { desk, time, escalation, escalated } = setUp();
    escalation.start();
    desk.open({ id: 'door' });
    time.stepWallClock(-3_600_000);
    await time.pass(30_000);
    expect(escalated()).toEqual(['door']);
  });

  it('goes on counting from the opening after a restart', async () => {
    const { desk, time, escalation, escalated } = setUp();
    desk.put({ id: 'overdue', openedAtMillis: time.nowMillis() - 100_000 });
    desk.put({ id: 'young', openedAtMillis: time.nowMillis() - 10_000 });
    desk.put({ id: 'taken', openedAtMillis: 0, state: 'taken' });
    desk.put({ id: 'escalated', openedAtMillis: 0, escalatedAtMillis: 1 });
    escalation.start();
    await time.pass(0);
    expect(escalated()).toEqual(['overdue']);
    await time.pass(20_000);
    expect(escalated()).toEqual(['overdue', 'young']);
  });

  it('asks again while the desk cannot decide', async () => {
    const { desk, time, escalation, counted } = setUp();
    escalation.start();
    desk.open({ id: 'door' });
    desk.fault = new Error('disk full');
    await time.pass(30_000);
    expect(counted.escalations).toBe(0);
    desk.fault = undefined;
    await time.pass(1000);
    expect(counted.escalations).toBe(1);
  });

  it('holds 100,000 events with one timer and escalates them all', async () => {
    const { desk, time, escalation, counted } = setUp();
    for (let n = 0; n < 100_000; n += 1) desk.put({ id: `event-${n}`, openedAtMillis: time.nowMillis() });
    escalation.start();
    expect(escalation.waiting).toBe(100_000);
    expect(time.timers).toBe(1);
    await time.pass(30_000);
    while (counted.escalations < 100_000) await settle();
    expect(escalation.waiting).toBe(0);
    expect(desk.requests).toHaveLength(100_000);
  });

  it('does nothing after it was stopped', async () => {
    const { desk, time, escalation } = setUp();
    escalation.start();
    desk.open({ id: 'door' });
    await escalation.stop();
    await escalation.stop();
    await time.pass(60_000);
    expect(desk.requests).toEqual([]);
    expect(desk.listeners).toBe(0);
    expect(time.timers).toBe(0);
  });
});
