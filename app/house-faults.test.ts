import { describe, expect, it } from 'vitest';
import type { Signal } from '../core/signal.ts';
import { recordLog } from '../test/support/log-lines.ts';
import { ManualTime, settle } from '../test/support/manual-time.ts';
import { HouseFaults } from './house-faults.ts';

function makeFaults(trail: { fault?: Error | undefined } = {}) {
  const time = new ManualTime(1000);
  const log = recordLog();
  const raised: Signal[] = [];
  const raise = async (signals: readonly Signal[]): Promise<void> => {
    if (trail.fault !== undefined) throw trail.fault;
    raised.push(...signals);
  };
  return { time, log, raised, faults: new HouseFaults({ clock: time, logger: log.logger, raise }) };
}

describe('a fault of Telltale itself', () => {
  it('is one signal when it begins and one when it ends, about the same thing', async () => {
    const { time, raised, faults } = makeFaults();
    faults.begin('history', 'history-fault', 'disk full');
    faults.begin('history', 'history-fault', 'disk still full');
    await time.pass(500);
    faults.end('history', 'history-fault');
    faults.end('history', 'history-fault');
    expect(raised).toMatchObject([
      { phase: 'entered', type: 'history-fault', class: 'technical', sensor: 'history', message: 'disk full' },
      { phase: 'left', type: 'history-fault', sensor: 'history', observedAtMillis: 1500 },
    ]);
    expect(raised.map(({ kind, site }) => `${kind} ${site}`)).toEqual([
      'pipeline-fault telltale',
      'pipeline-fault telltale',
    ]);
  });

  it('has ids of its own each time it comes back', async () => {
    const { time, raised, faults } = makeFaults();
    for (let round = 0; round < 2; round += 1) {
      faults.begin('mqtt', 'collector-down', 'x');
      faults.end('mqtt', 'collector-down');
      await time.pass(1);
    }
    expect(new Set(raised.map(({ id }) => id)).size).toBe(4);
  });

  it('is one log line a change', () => {
    const { log, faults } = makeFaults();
    faults.end('history', 'history-fault');
    faults.begin('history', 'history-fault', 'disk full');
    faults.begin('history', 'history-fault', 'disk full');
    faults.end('history', 'history-fault');
    expect(log.lines().map(({ level, part }) => `${level} ${String(part)}`)).toEqual(['error history', 'info history']);
  });

  it('makes Telltale unready for as long as it lasts', () => {
    const { faults } = makeFaults();
    faults.begin('history', 'history-fault', 'x');
    faults.begin('mqtt', 'collector-down', 'x');
    expect(faults.parts).toEqual(['history', 'mqtt']);
    faults.end('history', 'history-fault');
    expect(faults.parts).toEqual(['mqtt']);
  });

  it('that could not be recorded is recorded with the next change, in order', async () => {
    const trail: { fault?: Error | undefined } = { fault: new Error('disk full') };
    const { raised, faults } = makeFaults(trail);
    faults.begin('history', 'history-fault', 'disk full');
    await settle();
    trail.fault = undefined;
    faults.end('history', 'history-fault');
    await settle();
    expect(raised.map(({ phase }) => phase)).toEqual(['entered', 'left']);
  });

  it('that cannot be recorded is in the log at least', async () => {
    const { log, faults } = makeFaults({ fault: new Error('audit trail closed') });
    faults.begin('history', 'history-fault', 'x');
    await settle();
    expect(log.lines().at(-1)).toMatchObject({ msg: 'faults could not be recorded', parts: ['history'] });
  });
});
