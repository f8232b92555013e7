import { describe, expect, it } from 'vitest';
import { parseAitScenario } from './ait-corpus.ts';
import { reportScenario, type RankedEvent } from './ait-report.ts';

const DAY = 86_400;

function eventAt(openedAtSeconds: number, priority: number, members: readonly number[] = []): RankedEvent {
  return { openedAtSeconds, priority, members };
}

/** Rows with a time and, for some, a phase. */
function rowsOf(...rows: readonly (readonly [number, string?])[]) {
  return { seconds: Float64Array.from(rows, ([seconds]) => seconds), phases: rows.map(([, phase]) => phase) };
}

describe('the report of a scenario', () => {
  it('ranks events among those of their UTC day, of equal ones the earlier first', () => {
    const rows = rowsOf([10, 'scan'], [DAY + 10, 'shell'], [20]);
    const events = [eventAt(5, 1), eventAt(10, 1, [0]), eventAt(DAY + 10, 0, [1]), eventAt(20, 9, [2])];
    const { phases, eventsByDay } = reportScenario(rows, events);
    expect(phases).toMatchObject([
      { phase: 'scan', rank: 3 },
      { phase: 'shell', rank: 1 },
    ]);
    expect(eventsByDay).toEqual([3, 1]);
  });

  it('counts an event as opened by a phase only with an alert of it in the first minute', () => {
    const rows = rowsOf([0], [61, 'scan'], [200, 'shell']);
    const { phases } = reportScenario(rows, [eventAt(0, 5, [0, 1]), eventAt(200, 1, [2])]);
    expect(phases).toMatchObject([
      { phase: 'scan', rank: 1, ownRank: Infinity, delaySeconds: 0, ownDelaySeconds: Infinity },
      { phase: 'shell', rank: 2, ownRank: 2, delaySeconds: 0, ownDelaySeconds: 0 },
    ]);
  });

  it('does not count a share that is negligible on both sides', () => {
    const phase = Array.from({ length: 100 }, (_, n) => [n, 'scan'] as const);
    const others = Array.from({ length: 100 }, () => [0] as const);
    const rows = rowsOf(...phase, ...others);
    const withOthers = [0, ...others.map((_, n) => 100 + n)];
    expect(reportScenario(rows, [eventAt(0, 1, withOthers)]).phases[0]).toMatchObject({ rank: 1, ownRank: Infinity });
    expect(reportScenario(rows, [eventAt(0, 1, [0])]).phases[0]).toMatchObject({ rank: 1, ownRank: 1 });
  });

  it('measures the delay to the earliest event among the first 60 of its day', () => {
    const rows = rowsOf([0, 'scan'], [30, 'scan'], [90, 'scan']);
    const before = Array.from({ length: 60 }, () => eventAt(500, 9));
    const events = [eventAt(30, 1, [1]), eventAt(90, 10, [2]), ...before];
    expect(reportScenario(rows, events).phases[0]).toMatchObject({ rank: 1, delaySeconds: 90 });
  });

  it('finds the ten minutes with most new events and those with most signals', () => {
    const rows = rowsOf([0], [1], [2], [5000], [5600]);
    const events = [eventAt(0, 1), eventAt(5000, 1), eventAt(5599, 1), eventAt(5600, 1)];
    const { busiestTenMinutes, floodTenMinutes } = reportScenario(rows, events);
    expect(busiestTenMinutes).toEqual({ signals: 1, newEvents: 2 });
    expect(floodTenMinutes).toEqual({ signals: 3, newEvents: 1 });
  });
});

describe('a scenario', () => {
  it('keeps its labels apart from what correlation sees', () => {
    const text = [
      'time,name,ip,host,short,time_label,event_label',
      '10,Tool: a, b,10.0.0.1,mail,T-1,false_positive,-',
      '20,Tool: c,10.0.0.2,web,T-2,dirb,dirb_scan',
    ].join('\n');
    const { signalsCsv, seconds, phases } = parseAitScenario('fox', text);
    expect(signalsCsv.split('\n')).toEqual([
      'time,type,site,sensor,message',
      '10,"Tool: a, b",fox,"mail","T-1"',
      '20,"Tool: c",fox,"web","T-2"',
    ]);
    expect([...seconds]).toEqual([10, 20]);
    expect(phases).toEqual([undefined, 'dirb']);
  });
});
