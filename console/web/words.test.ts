import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toEventSummary, toSignalView } from '../server/event-view.ts';
import { makeEvent, makeSignal, OPENED_AT_MILLIS } from '../server/testing/make-event.ts';
import { chartData, chartRange } from './chart-data.ts';
import { contributionBars } from './contributions.ts';
import { explain, metricOf } from './explain.ts';
import { formatAge, formatReading } from './format.ts';
import { commandOf, KEY_BINDINGS, type KeyPress } from './keys.ts';
import { priorityLevel } from './priority-level.ts';
import { noNotifierNotice, rejectedWords } from './status-words.ts';
import { rowsInSight, scrollToShow } from './window-rows.ts';

describe('contributions', () => {
  it('shown as tenths add up to the priority shown', () => {
    const value = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 12 }), (values) => {
        const priority = values.reduce((sum, each) => sum + each, 0);
        const bars = contributionBars(
          values.map((each) => ({ name: 'x', value: each })),
          priority,
        );
        expect(bars.reduce((sum, { tenths }) => sum + tenths, 0)).toBeCloseTo(Math.round(priority * 10), 6);
        for (const { start, length } of bars) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(start + length).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });

  it('begin where the one before ended', () => {
    const bars = contributionBars(
      [
        { name: 'class', value: 6 },
        { name: 'waiting', value: 2 },
        { name: 'correction', value: -4 },
      ],
      4,
    );
    expect(bars.map(({ start, length }) => [start, length])).toEqual([
      [0, 0.75],
      [0.75, 0.25],
      [0.5, 0.5],
    ]);
  });
});

describe('the sentence', () => {
  const nowMillis = OPENED_AT_MILLIS + 240_000;
  const say = (changes: Parameters<typeof makeEvent>[0], signal: Parameters<typeof makeSignal>[0]): string => {
    const summary = toEventSummary(makeEvent(changes), { value: 0, contributions: [] });
    const detail = Object.assign({}, summary, { signals: [toSignalView(makeSignal(signal))], history: [] });
    return explain(summary, detail, nowMillis);
  };

  it('says how far a reading is from what was expected', () => {
    const aberration = {
      seriesKey: 'air_temperature{}',
      observedAtMillis: 0,
      observed: 12.4,
      expected: 8,
      lower: 7,
      upper: 9.3,
      score: 3,
      direction: 'above',
      level: 'alarm',
      verdicts: [],
    } as const;
    expect(say({}, { kind: 'aberration', seriesKey: 'air_temperature{}', aberration })).toBe(
      'Air temperature at door-4, north gate, read 12.4: 3.1 above its expected band of 7 to 9.3. Nobody has taken it for 4 min.',
    );
  });

  it.each([
    [{ state: 'new', escalatedAtMillis: nowMillis - 60_000 }, 'Nobody took it in time: escalated 1 min ago.'],
    [
      { state: 'taken', takenBy: { kind: 'person', name: 'Jana' }, takenAtMillis: nowMillis - 5000 },
      'Jana has it for 5 s.',
    ],
    [{ state: 'closed', closedBy: { kind: 'person', name: 'Jana' } }, 'Closed by Jana.'],
  ] as const)('says what was done about it: %j', (changes, ending) => {
    expect(say(changes, {})).toBe(`door-4 at north gate raised “motion”. ${ending}`);
  });

  it('finds the metric in a key, also in a quoted one', () => {
    expect(metricOf('cpu_used_ratio{site="a"}')).toBe('Cpu used ratio');
    expect(metricOf('"heart rate"{site="a"}')).toBe('heart rate');
    expect(metricOf(null)).toBe('The reading');
  });
});

describe('words and figures', () => {
  it.each([
    [-5, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_900_000, '1 h 05 min'],
    [187_200_000, '2 d 4 h'],
  ])('an age of %d ms is %s', (millis, text) => expect(formatAge(millis)).toBe(text));

  it('shows a reading with four digits and a real minus', () => {
    expect(formatReading(-12.34567)).toBe('−12.35');
  });

  it('names rejected inputs by reason, the most frequent first', () => {
    expect(rejectedWords({ 'too-large': 1, 'not-json': 9, 'bad-topic': 0 })).toBe('9 not-json, 1 too-large');
  });

  it('says when messages wake nobody', () => {
    const notifier = { detail: '', sent: 0, failed: 0 };
    const log = { ...notifier, kind: 'log', state: 'up' } as const;
    expect(noNotifierNotice({ notifiers: [log, { ...notifier, kind: 'email', state: 'off' }] })).toContain('log only');
    expect(noNotifierNotice({ notifiers: [log, { ...notifier, kind: 'email', state: 'down' }] })).toBeUndefined();
  });

  it.each([
    [54, 1],
    [14, 2],
    [8, 3],
    [7.75, 4],
    [-40, 4],
  ])('a priority of %d is of level %d', (priority, level) => expect(priorityLevel({ priority })).toBe(level));
});

describe('keys', () => {
  const press = (key: string, changes: Partial<KeyPress> = {}): KeyPress => ({
    key,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    inField: false,
    ...changes,
  });

  it('have one meaning each', () => {
    const keys = KEY_BINDINGS.flatMap((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(commandOf(press('a'), true)).toBe('take');
  });

  it('mean nothing in a field or with a modifier, except Escape in a field', () => {
    expect(commandOf(press('a', { inField: true }), true)).toBeUndefined();
    expect(commandOf(press('a', { ctrlKey: true }), true)).toBeUndefined();
    expect(commandOf(press('Escape', { inField: true }), true)).toBe('leave');
  });

  it('of one letter can be switched off', () => {
    expect(commandOf(press('a'), false)).toBeUndefined();
    expect(commandOf(press('ArrowDown'), false)).toBe('next');
  });
});

describe('the chart', () => {
  it('breaks the line at a gap and marks what lies outside the band', () => {
    const data = chartData({
      series: 'm{}',
      unit: null,
      times: [0, 1000, 2000, 3000, 60_000],
      values: [5, 5, 9, 5, 5],
      expected: [5, 5, 5, 5, 5],
      lower: [4, null, 4, 4, 4],
      upper: [6, null, 6, 6, 6],
    });
    expect(data[0]).toEqual([0, 1, 2, 3, 31.5, 60]);
    expect(data[4]).toEqual([5, 5, 9, 5, null, 5]);
    expect(data[5]).toEqual([null, null, 9, null, null, null]);
  });

  it('shows some past before the event and little after its end', () => {
    const openedAt = new Date(10 * 3_600_000).toISOString();
    expect(chartRange({ openedAt, closedAt: null }, 11 * 3_600_000)).toEqual({
      fromMillis: 10 * 3_600_000 - 20 * 60_000,
      toMillis: 11 * 3_600_000,
    });
    expect(chartRange({ openedAt, closedAt: openedAt }, 99 * 3_600_000).toMillis).toBe(10 * 3_600_000 + 300_000);
  });
});

describe('a long list', () => {
  it('draws only the rows in sight and a few beyond', () => {
    expect(rowsInSight(100_000, 10, 50_000, 100)).toEqual({ first: 4994, end: 5016 });
    expect(rowsInSight(3, 10, 0, 100)).toEqual({ first: 0, end: 3 });
    expect(rowsInSight(0, 10, 500, 100)).toEqual({ first: 0, end: 0 });
  });

  it('scrolls no further than it must', () => {
    expect(scrollToShow(5, 10, 0, 100)).toBe(0);
    expect(scrollToShow(20, 10, 0, 100)).toBe(110);
    expect(scrollToShow(2, 10, 100, 100)).toBe(20);
  });
});
