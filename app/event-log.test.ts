import { describe, expect, it } from 'vitest';
import type { Action } from '../core/action.ts';
import { sampleEvent, sampleSignal } from '../test/support/sample-records.ts';
import { recordLog } from '../test/support/log-lines.ts';
import { EventLog } from './event-log.ts';

const SIGNAL = sampleSignal({
  id: 'aberration:7',
  kind: 'aberration',
  type: 'aberration',
  seriesKey: 'temperature{sensor="s1",site="lab"}',
});
const OPENED = sampleEvent({ signals: [SIGNAL], signalCount: 1 });

function action(fields: Partial<Action>): Action {
  return { id: 'a1', eventId: OPENED.id, kind: 'take', by: { kind: 'person', name: 'anna' }, atMillis: 1, ...fields };
}

function linesOf(...changes: Parameters<EventLog['follow']>[0]) {
  const log = recordLog();
  new EventLog(log.logger).follow(changes);
  return log.lines().map(({ time: _time, ...line }) => line);
}

describe('the log of events', () => {
  it('says of an event that opens which reading of which series it is about', () => {
    expect(linesOf({ event: OPENED, previous: undefined })).toEqual([
      {
        level: 'info',
        msg: 'event opened',
        eventId: 'event-1',
        signalId: 'aberration:7',
        kind: 'aberration',
        type: 'aberration',
        phase: 'entered',
        series: 'temperature{sensor="s1",site="lab"}',
        observedAt: '2023-11-14T22:13:20.000Z',
        class: 'intrusion',
        site: 'lab',
        sensor: 'door-4',
      },
    ]);
  });

  it('says who did what, by the same id, and warns when it was Telltale that had to escalate', () => {
    const taken = sampleEvent({ ...OPENED, state: 'taken' });
    const closed = sampleEvent({ ...OPENED, state: 'closed' });
    expect(
      linesOf(
        { event: taken, previous: OPENED, action: action({}) },
        {
          event: OPENED,
          previous: OPENED,
          action: action({ kind: 'escalate', by: { kind: 'telltale', name: 'telltale' } }),
        },
        { event: closed, previous: taken, action: action({ kind: 'close', disposition: 'false' }) },
      ),
    ).toMatchObject([
      { level: 'info', msg: 'event changed', eventId: 'event-1', action: 'take', by: 'anna', state: 'taken' },
      { level: 'warn', eventId: 'event-1', action: 'escalate', by: 'telltale' },
      { level: 'info', eventId: 'event-1', action: 'close', state: 'closed', disposition: 'false' },
    ]);
  });

  it('leaves the hundreds of signals that join an event to whoever looks for a fault', () => {
    const joined = sampleEvent({ ...OPENED, signalCount: 2, signals: [SIGNAL, sampleSignal({ id: 'second' })] });
    expect(linesOf({ event: joined, previous: OPENED })).toMatchObject([
      { level: 'debug', msg: 'signal joined an event', eventId: 'event-1', signalId: 'second', signals: 2 },
    ]);
  });

  it('never writes more of a foreign text than fits a line', () => {
    const long = 'x'.repeat(5000);
    const event = sampleEvent({ site: long, sensor: long, signals: [sampleSignal({ id: long, type: long })] });
    expect(JSON.stringify(linesOf({ event, previous: undefined })).length).toBeLessThan(1500);
  });
});
