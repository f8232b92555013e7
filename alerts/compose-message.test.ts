import { describe, expect, it } from 'vitest';
import { priorityOf } from '../core/priority.ts';
import { sampleEvent, sampleSignal } from '../test/support/sample-records.ts';
import { composeMessage, duration, type MessageFacts } from './compose-message.ts';

const OPENED = Date.UTC(2026, 10, 21, 3, 4, 5);

function compose(facts: Partial<MessageFacts> = {}) {
  return composeMessage({
    id: 'm1',
    kind: 'escalated',
    event: sampleEvent({ title: 'Door 4 intrusion', site: 'north gate', openedAtMillis: OPENED }),
    priority: priorityOf([
      { name: 'class', value: 70 },
      { name: 'aberration', value: 17.25 },
    ]),
    nowMillis: OPENED + 45_000,
    url: undefined,
    ...facts,
  });
}

describe('composeMessage', () => {
  it('says in the subject how urgent, what, how long and where', () => {
    expect(compose().subject).toBe('[P1] Door 4 intrusion, 45 s unhandled, north gate');
  });

  it('says in the text what a supervisor needs to decide', () => {
    const aberration = {
      seriesKey: 's',
      observedAtMillis: OPENED,
      observed: 31.21111,
      expected: 26,
      lower: 24,
      upper: 28,
      score: 2.6,
      direction: 'above',
      level: 'alarm',
      verdicts: [],
    } as const;
    const signals = [sampleSignal({ message: 'older' }), sampleSignal({ message: 'too warm', aberration })];
    const event = sampleEvent({ title: 'Cold store 2', site: 'Brno', openedAtMillis: OPENED, signalCount: 2, signals });
    expect(compose({ event, url: 'http://console/events/event-1' }).text).toBe(
      [
        '[P1] Cold store 2, 45 s unhandled, Brno',
        '',
        'Site Brno, sensor door-4, class intrusion',
        'Opened 2026-11-21 03:04:05 UTC, 2 signals',
        'Latest signal: too warm',
        'Observed 31.21, expected 24 to 28',
        'Priority 87.25: class 70, aberration 17.25',
        'http://console/events/event-1',
      ].join('\n'),
    );
  });

  it('names the event where there is no address that does', () => {
    expect(
      compose({ event: sampleEvent({ id: 'event-7' }) })
        .text.split('\n')
        .at(-1),
    ).toBe('Event event-7');
  });

  it.each([
    ['reminder', { takenBy: { kind: 'person', name: 'anna' } }, 'anna has it, open for 45 s'],
    ['still-open', {}, 'still open after 45 s'],
    ['taken', { takenBy: { kind: 'person', name: 'Ana' } }, 'taken by Ana'],
    ['closed', { closedBy: { kind: 'person', name: 'Ben' }, disposition: 'false' }, 'closed as false by Ben'],
  ] as const)('words a message of kind %s', (kind, fields, words) => {
    const event = sampleEvent({ title: 'Door 4', site: 'north gate', openedAtMillis: OPENED, ...fields });
    expect(compose({ kind, event }).subject).toBe(`[P1] Door 4, ${words}, north gate`);
  });

  it('names a test a test', () => {
    expect(compose({ kind: 'test' }).subject).toBe('Telltale test message: this notifier works');
  });

  it('keeps a hostile name from taking the message over', () => {
    const name = `x\r\n${'y'.repeat(1_000_000)}`;
    const event = sampleEvent({ title: name, site: name, sensor: name, signals: [sampleSignal({ message: name })] });
    const { subject, text } = compose({ event, nowMillis: event.openedAtMillis });
    expect(subject).not.toContain('\n');
    expect(subject.length).toBeLessThan(250);
    expect(text.length).toBeLessThan(1500);
  });
});

describe('duration', () => {
  it.each([
    [-5, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_600_000, '1 h'],
    [12_000_000, '3 h 20 min'],
    [187_200_000, '2 d 4 h'],
  ])('of %d ms reads %s', (millis, words) => {
    expect(duration(millis)).toBe(words);
  });
});
