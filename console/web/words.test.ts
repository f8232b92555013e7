import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priorityBand, priorityOf } from '../../core/priority.ts';
import { toEventSummary, toSignalView } from '../server/event-view.ts';
import { makeEvent, makeSignal, OPENED_AT_MILLIS } from '../server/testing/make-event.ts';
import { countByBand, gravestBand } from './bands.ts';
import { chartData, chartRange } from './event/chart-data.ts';
import { contributionBars } from './event/contributions.ts';
import { conditionWords, explain } from './event/explain.ts';
import {
  formatAge,
  formatPriority,
  formatReadings,
  formatTime,
  priorityTenths,
  zoneName,
  zoneWords,
} from './format.ts';
import { holderOf, KEY_BINDINGS, meaningOf, type KeyPress } from './shell/keys.ts';
import { metricOf } from './metric-name.ts';
import { hasNoNotifier, rejectedWords, showsOnlyDemonstration } from './status-words.ts';
import { withoutSuperseded } from './event/what-was-done.ts';
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
        expect(bars.reduce((sum, { tenths }) => sum + tenths, 0)).toBe(priorityTenths(priority));
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

describe('the number of a priority', () => {
  it('never reaches what a graver band begins at', () => {
    const bandOf = (value: number): string => priorityBand(priorityOf([{ name: 'class', value }]));
    const quarters = Array.from({ length: 4 * 70 }, (_, index) => (index + 1) / 4);
    const edges = quarters.filter((value) => bandOf(value) !== bandOf(value - 0.25));
    expect(edges).toEqual([5.25, 11, 57]);
    for (const edge of edges) expect(Number(formatPriority(edge - 0.25))).toBeLessThan(Number(formatPriority(edge)));
  });

  it.each([
    [10.9, '10.9'],
    [10.96, '10.9'],
    [11, '11.0'],
    [0.3, '0.3'],
    [-2.25, '−2.3'],
  ])('%d is shown as %s', (value, shown) => {
    expect(formatPriority(value)).toBe(shown);
  });
});

describe('the sentence', () => {
  const nowMillis = OPENED_AT_MILLIS + 240_000;
  const say = (changes: Parameters<typeof makeEvent>[0], signal: Parameters<typeof makeSignal>[0]): string => {
    const summary = toEventSummary(makeEvent(changes), { value: 0, contributions: [] });
    const detail = Object.assign({}, summary, {
      signals: [toSignalView(makeSignal(signal))],
      history: [],
      earlierBefore: null,
    });
    return explain(summary, detail, nowMillis);
  };

  it.each([
    [6.83, '6.8'],
    [9e9, 'More than 100'],
  ])('says how far from normal a score of %d is', (score, times) => {
    const aberration = {
      seriesKey: 'air_temperature{}',
      observedAtMillis: 0,
      observed: 12.4,
      expected: 8,
      lower: 7,
      upper: 9.3,
      score,
      direction: 'above',
      level: 'alarm',
      verdicts: [],
    } as const;
    expect(say({}, { kind: 'aberration', seriesKey: 'air_temperature{}', aberration })).toBe(
      `${times} times as far from what was expected as normal readings go. Nobody has taken it for 4 min.`,
    );
  });

  it.each([
    [{ state: 'new', escalatedAtMillis: nowMillis - 60_000 }, 'Nobody took it in time: escalated 1 min ago.'],
    [
      { state: 'taken', takenBy: { kind: 'person', name: 'Jana' }, takenAtMillis: nowMillis - 5000 },
      'In charge: Jana, for 5 s.',
    ],
    [{ state: 'closed', closedBy: { kind: 'person', name: 'Jana' } }, 'Closed by Jana.'],
  ] as const)('says what was done about it: %j', (changes, ending) => {
    expect(say(changes, {})).toBe(`Device alarm “motion”. ${ending}`);
  });

  it('says whether a silent source is back', () => {
    const silence = { kind: 'silent-source' } as const;
    expect(say({ activeSignalKeys: ['silent'] }, silence)).toMatch(/^Nothing has come from it since\./);
    expect(say({ activeSignalKeys: [] }, silence)).toMatch(/^It is sending again\./);
  });

  it('finds the metric in a key, also in a quoted one', () => {
    expect(metricOf('cpu_used_ratio{site="a"}')).toBe('Cpu used ratio');
    expect(metricOf('"heart rate"{site="a"}')).toBe('heart rate');
  });
});

describe('whether the condition lasts', () => {
  const entered = toSignalView(makeSignal({ phase: 'entered' }));
  const left = toSignalView(makeSignal({ phase: 'left' }));

  it('is told of one that lasts or has ended, and of no alarm that was a moment', () => {
    expect(conditionWords(true, [entered])).toBe('still active');
    expect(conditionWords(false, [entered, left])).toBe('condition over');
    expect(conditionWords(false, [entered])).toBeUndefined();
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

  it.each([
    [[-12.34567], ['−12.3']],
    [
      [-11.412, -22.31, -19.5],
      ['−11.4', '−22.3', '−19.5'],
    ],
    [
      [1, -1e-9, 1e-9],
      ['1', '0', '0'],
    ],
    [
      [33_016.4, 14_882.6],
      ['33,016', '14,883'],
    ],
    [[0.00417], ['0.00417']],
    [[0], ['0']],
  ])('shows readings that stand together, %j, as %j', (values, texts) => {
    expect(formatReadings(values)).toEqual(texts);
  });

  it('names the zone once where it is UTC itself', () => {
    expect(zoneWords(OPENED_AT_MILLIS, 'UTC')).toBe('UTC');
    expect(zoneWords(OPENED_AT_MILLIS, 'Europe/Prague')).toBe('Europe/Prague, UTC+1');
  });

  it('tells the time of the zone that is asked for, with the date unless it is today there', () => {
    const newYear = Date.UTC(2026, 11, 31, 23, 30);
    expect(formatTime(newYear, newYear, 'UTC')).toBe('23:30:00');
    expect(formatTime(newYear, newYear + 3_600_000, 'UTC')).toBe('2026-12-31 23:30:00');
    expect(formatTime(newYear, newYear + 3_600_000, 'Europe/Rome')).toBe('00:30:00');
  });

  it('tells an hour that comes twice apart by its zone', () => {
    const before = Date.UTC(2026, 9, 25, 0, 30);
    expect(formatTime(before, before, 'Europe/Rome')).toBe(formatTime(before + 3_600_000, before, 'Europe/Rome'));
    expect(zoneName(before, 'Europe/Rome')).toBe('UTC+2');
    expect(zoneName(before + 3_600_000, 'Europe/Rome')).toBe('UTC+1');
  });

  it('names rejected inputs by reason, the most frequent first', () => {
    expect(rejectedWords({ 'too-large': 1, 'not-json': 9, 'bad-topic': 0 })).toBe('9 not-json, 1 too-large');
  });

  it('says when messages wake nobody', () => {
    const notifier = { detail: '', sent: 0, failed: 0 };
    const log = { ...notifier, kind: 'log', state: 'up' } as const;
    expect(hasNoNotifier({ notifiers: [log, { ...notifier, kind: 'email', state: 'off' }] })).toBe(true);
    expect(hasNoNotifier({ notifiers: [log, { ...notifier, kind: 'email', state: 'down' }] })).toBe(false);
  });

  it('knows when there is nothing yet but the demonstration and this machine', () => {
    const source = (kind: string, readings: number) =>
      ({ kind, state: 'up', detail: '', remedy: null, readings, signals: 0, rejected: {}, lastSeenAt: null }) as const;
    const fresh = [source('host', 40), source('replay', 900), source('mqtt', 0)];
    expect(showsOnlyDemonstration({ demo: true, sources: fresh })).toBe(true);
    expect(showsOnlyDemonstration({ demo: true, sources: [...fresh, source('http', 1)] })).toBe(false);
    expect(showsOnlyDemonstration({ demo: false, sources: fresh })).toBe(false);
  });

  it('leaves out that a message was queued once its delivery has ended', () => {
    const message = { what: 'message', at: '', kind: 'escalated', detail: null } as const;
    const queuedMail = { ...message, notifier: 'email', outcome: 'queued' } as const;
    const queuedLog = { ...message, notifier: 'log', outcome: 'queued' } as const;
    const sentLog = { ...message, notifier: 'log', outcome: 'sent' } as const;
    expect(withoutSuperseded([queuedMail, queuedLog, sentLog])).toEqual([queuedMail, sentLog]);
  });

  it('counts open events by band and finds the gravest', () => {
    const event = (value: number, state: 'new' | 'closed') =>
      toEventSummary(makeEvent({ state }), { value, contributions: [{ name: 'class', value }] });
    const events = [event(13, 'new'), event(7, 'new'), event(99, 'closed')];
    expect(countByBand(events)).toEqual({ P1: 0, P2: 1, P3: 1, P4: 0 });
    expect(gravestBand(events.slice(0, 2))).toBe('P2');
    expect(gravestBand([])).toBeUndefined();
  });
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

  const usual = { singleKeys: true, changes: {} };
  const means = (each: KeyPress, before = '', listening = usual) => meaningOf(each, before, listening);

  it('have one meaning each', () => {
    const keys = KEY_BINDINGS.flatMap((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(means(press('a'))).toEqual({ command: 'take' });
  });

  it('mean nothing in a field or with a modifier, except Escape in a field', () => {
    expect(means(press('a', { inField: true }))).toBeUndefined();
    expect(means(press('e', { ctrlKey: true }))).toBeUndefined();
    expect(means(press('Escape', { inField: true }))).toEqual({ command: 'leave' });
  });

  it('of one letter can be switched off', () => {
    const off = { singleKeys: false, changes: {} };
    expect(means(press('a'), '', off)).toBeUndefined();
    expect(means(press('ArrowDown'), '', off)).toEqual({ command: 'next' });
  });

  it('one after the other mean one thing', () => {
    expect(means(press('g'))).toEqual({ begins: 'g' });
    expect(means(press('q'), 'g')).toEqual({ command: 'go-queue' });
    expect(means(press('q'))).toBeUndefined();
  });

  it('can be put elsewhere, and never two on one', () => {
    const changes = { take: 'c' };
    expect(means(press('c'), '', { singleKeys: true, changes })).toEqual({ command: 'take' });
    expect(means(press('a'), '', { singleKeys: true, changes })).toBeUndefined();
    expect([holderOf('c', changes), holderOf('a', changes), holderOf('g', changes)]).toEqual([
      'take',
      undefined,
      'go-queue',
    ]);
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

  it('draws one line where the pace of a series changes', () => {
    const times = [0, 60, 120, 180, 240, 245, 250, 255, 260, 265, 270].map((seconds) => seconds * 1000);
    const column = times.map(() => 5);
    const data = chartData({ series: 'm{}', unit: null, times, values: column, expected: [], lower: [], upper: [] });
    expect(data[4]).toEqual(column);
  });

  const openedAt = new Date(10 * 3_600_000).toISOString();

  it('shows enough of the past to compare the event with, and little after its end', () => {
    expect(chartRange({ openedAt, closedAt: null }, 'Event', 11 * 3_600_000)).toEqual({
      fromMillis: 9.5 * 3_600_000,
      toMillis: 11 * 3_600_000,
      leastReadings: 60,
    });
    expect(chartRange({ openedAt, closedAt: openedAt }, 'Event', 99 * 3_600_000).toMillis).toBe(
      10 * 3_600_000 + 300_000,
    );
  });

  it('shows exactly the span that was chosen', () => {
    const { fromMillis, toMillis, leastReadings } = chartRange({ openedAt, closedAt: null }, '6 h', 11 * 3_600_000);
    expect([toMillis - fromMillis, leastReadings]).toEqual([6 * 3_600_000, 0]);
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
