import { describe, expect, it } from 'vitest';
import { ManualTime, settle } from '../test/support/manual-time.ts';
import { Heartbeat } from './heartbeat.ts';

function makeHeartbeat() {
  const time = new ManualTime(1_700_000_000_000);
  const told: string[] = [];
  const exported: number[] = [];
  const gates = { detect: Promise.resolve(), keep: Promise.resolve() };
  const heartbeat = new Heartbeat({
    detect: async () => await gates.detect,
    decide: async () => undefined,
    keep: async () => await gates.keep,
    exported: ({ receivedAtMillis, count }) => void exported.push(receivedAtMillis, count),
    clock: time,
    faults: {
      begin: (part, type) => void told.push(`begin ${part} ${type}`),
      end: (part) => void told.push(`end ${part}`),
    },
  });
  return { time, told, exported, gates, heartbeat };
}

describe('a heartbeat', () => {
  it('carries the time of its insertion through every stage, and has no readings', async () => {
    const { time, exported, heartbeat } = makeHeartbeat();
    expect(heartbeat.lastPassedMillis('desk')).toBeUndefined();
    heartbeat.beat();
    await settle();
    for (const stage of ['intake', 'detection', 'desk', 'history'] as const) {
      expect(heartbeat.lastPassedMillis(stage)).toBe(time.nowMillis());
      expect(heartbeat.lagMillis(stage)).toBe(0);
    }
    expect(exported).toEqual([time.nowMillis(), 0]);
  });

  it('tells how far a stage is behind while it is on its way', async () => {
    const { time, gates, heartbeat } = makeHeartbeat();
    let open = (): void => undefined;
    gates.detect = new Promise((resolve) => (open = resolve));
    heartbeat.beat();
    await settle();
    await time.pass(7000);
    expect(heartbeat.lagMillis('detection')).toBe(7000);
    expect(heartbeat.lagMillis('history')).toBe(0);
    expect(heartbeat.lateStages().map(({ name }) => name)).toEqual(['detection', 'desk']);
    open();
    await settle();
    expect(heartbeat.lagMillis('detection')).toBe(7000);
    gates.detect = Promise.resolve();
    heartbeat.beat();
    await settle();
    expect(heartbeat.lagMillis('detection')).toBe(0);
    expect(heartbeat.lateStages()).toEqual([]);
  });

  it('makes a stage that stands still a fault, and tells when it moves again', async () => {
    const { time, told, gates, heartbeat } = makeHeartbeat();
    let open = (): void => undefined;
    gates.keep = new Promise((resolve) => (open = resolve));
    for (let n = 0; n < 20; n += 1) {
      heartbeat.beat();
      await time.pass(5000);
    }
    expect(told).toEqual(['begin history stage stage-stuck']);
    open();
    await settle();
    expect(told).toEqual(['begin history stage stage-stuck', 'end history stage']);
  });

  it('survives a stage that fails', async () => {
    const { gates, heartbeat } = makeHeartbeat();
    gates.keep = Promise.reject(new Error('disk full'));
    heartbeat.beat();
    await settle();
    expect(heartbeat.lastPassedMillis('history')).toBeUndefined();
    expect(heartbeat.lastPassedMillis('detection')).toBeDefined();
  });
});
