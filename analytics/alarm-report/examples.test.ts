import { describe, expect, it } from 'vitest';
import type { AlarmReport } from '../../core/alarm-report.ts';
import { reportAlarms } from './alarm-report.ts';
import { logOfAlarms, type LoggedAlarm } from './logged-alarm.ts';
import type { ReportSettings } from './settings.ts';
import { AGREED_TARGETS } from './test-support/agreed-targets.ts';

const START = Date.UTC(2026, 0, 5);
const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

function alarm(afterSeconds: number, changes: Partial<LoggedAlarm> = {}): LoggedAlarm {
  return {
    site: 'lab',
    sensor: 'door',
    type: 'motion',
    class: 'intrusion',
    message: '',
    band: undefined,
    beganAtMillis: START + afterSeconds * SECOND,
    endedAtMillis: NaN,
    operator: undefined,
    takenAtMillis: undefined,
    closedAtMillis: undefined,
    disposition: undefined,
    ...changes,
  };
}

/** Alarms of different sources, so that none chatters. */
function every(seconds: number, count: number, fromSeconds = 0): readonly LoggedAlarm[] {
  return Array.from({ length: count }, (_, n) => alarm(fromSeconds + n * seconds, { sensor: `door ${n}` }));
}

function reportOf(alarms: readonly LoggedAlarm[], changes: Partial<ReportSettings> = {}): AlarmReport {
  return reportAlarms(logOfAlarms(alarms), {
    fromMillis: START,
    untilMillis: START + DAY,
    zone: 'UTC',
    operators: 1,
    targets: AGREED_TARGETS,
    ...changes,
  });
}

function secondsAfterStart(millis: number | undefined): number {
  return ((millis ?? NaN) - START) / SECOND;
}

describe('a flood', () => {
  it('is ten alarms in ten minutes, from the first of them until fewer than five are left of ten minutes', () => {
    const { floods } = reportOf(every(30, 10)).presented;
    const [flood] = floods.list.rows;
    expect([secondsAfterStart(flood?.beganAtMillis), secondsAfterStart(flood?.endedAtMillis)]).toEqual([0, 750]);
    expect(flood).toMatchObject({ alarms: 10, peakPerTenMinutes: 10, first: { sensor: 'door 0' }, ongoing: false });
    expect(floods.timeShare).toBe(750 / 86_400);
  });

  it('is not nine, nor ten in just ten minutes, nor ten before two operators', () => {
    expect(reportOf(every(30, 9)).presented.floods.count).toBe(0);
    expect(reportOf([...every(1, 9), alarm(600)]).presented.floods.count).toBe(0);
    expect(reportOf(every(30, 10), { operators: 2 }).presented.floods.count).toBe(0);
  });

  it('does not take the alarms of the flood before it', () => {
    const alarms = [...every(30, 10), ...every(10, 8, 760)];
    const { list } = reportOf(alarms).presented.floods;
    expect(list.rows.map((flood) => [secondsAfterStart(flood.beganAtMillis), flood.alarms])).toEqual([
      [0, 10],
      [760, 8],
    ]);
  });

  it('that is on when the period ends is said to be', () => {
    const [flood] = reportOf(every(30, 10, 86_000)).presented.floods.list.rows;
    expect([flood?.ongoing, secondsAfterStart(flood?.endedAtMillis)]).toEqual([true, 86_400]);
  });
});

describe('the load', () => {
  it('counts whole intervals against the bands of the standard', () => {
    const { tenMinutes, hour, day } = reportOf([...every(1, 3), ...every(1, 2, 600), alarm(1200)]).presented;
    const share = (count: number) => count / 144;
    expect(tenMinutes).toMatchObject({
      shares: { acceptable: share(142), manageable: share(1), overloaded: share(1) },
      peak: 3,
      peakBeganAtMillis: START,
    });
    expect(hour.shares).toEqual({ acceptable: 1, manageable: 0, overloaded: 0 });
    expect(day).toMatchObject({ intervals: 1, acceptableUpTo: 150, manageableUpTo: 300 });
  });

  it('judges no day of which the period has only a part', () => {
    const { day, hour } = reportOf(every(1, 3), { untilMillis: START + 90 * 60 * SECOND }).presented;
    expect([day.intervals, day.shares, day.peak, hour.intervals]).toEqual([0, undefined, 3, 1]);
  });

  it('is of the people who act at the same time, when they are counted', () => {
    const acting = (hour: number, operator: string) => alarm(hour * 3600, { operator });
    const alarms = [acting(1, 'anna'), acting(1, 'ben'), acting(9, 'carla'), acting(9, 'dora'), acting(17, 'anna')];
    expect(reportOf(alarms, { operators: 'counted' }).period).toMatchObject({ operators: 2, operatorsAre: 'counted' });
  });
});

describe('a source', () => {
  it('chatters when it is raised three times in less than a minute', () => {
    expect(reportOf([alarm(0), alarm(30), alarm(59)]).chattering).toMatchObject({ alarms: 3, episodes: 1 });
    expect(reportOf([alarm(0), alarm(30), alarm(60)]).chattering.alarms).toBe(0);
  });

  it('is fleeting when it is over within a minute, unless it chatters', () => {
    const brief = (after: number, seconds: number) =>
      alarm(after, { endedAtMillis: START + (after + seconds) * SECOND });
    expect(reportOf([brief(0, 59), brief(1000, 60), alarm(2000)]).fleeting.alarms).toBe(1);
    expect(reportOf([brief(0, 5), brief(20, 5), brief(40, 5)]).fleeting.alarms).toBe(0);
  });

  it('is stale after a day, also one that began before the period', () => {
    const stands = alarm(-3600, { endedAtMillis: Infinity });
    const ended = alarm(-3600, { endedAtMillis: START + 23 * HOUR });
    const { stale } = reportOf([stands, ended, alarm(-3600)]);
    expect(stale).toMatchObject({ alarms: 1, standing: 1, mostOnADay: 1 });
    expect(stale.list.rows[0]).toMatchObject({ stoodSeconds: 90_000, endedAtMillis: undefined });
  });

  it('is always together with one that comes within five seconds nine times of ten', () => {
    const pair = (n: number) => [alarm(n * 600), alarm(n * 600 + (n === 0 ? 6 : 5), { sensor: 'window' })];
    const times = (count: number) => Array.from({ length: count }, (_, n) => pair(n)).flat();
    expect(reportOf(times(10)).together.rows).toMatchObject([{ oneShare: 0.9, otherShare: 0.9 }]);
    expect(reportOf(times(9)).together.rows).toEqual([]);
  });
});

describe('taking charge', () => {
  it('is late for who still waits beyond the limit, and not judged for who waits within it', () => {
    const taken = (after: number, seconds: number) =>
      alarm(after, { operator: 'anna', takenAtMillis: START + (after + seconds) * SECOND });
    const { all } = reportOf([taken(0, 10), taken(10, 20), taken(20, 40), alarm(30), alarm(86_390)]).takeCharge;
    expect(all).toMatchObject({ answered: 3, waiting: 2, p50Seconds: 20, p80Seconds: 40, maxSeconds: 40 });
    expect(all.targets).toMatchObject([
      { withinSeconds: 30, judged: 4, reached: 0.5, met: false },
      { withinSeconds: 60, judged: 4, reached: 0.75, met: false },
    ]);
  });
});

describe('false calls', () => {
  it('of a site add up over twelve months: two warn, three end the response', () => {
    const falseCall = (site: string, daysAgo: number) => {
      const closedAtMillis = START - daysAgo * DAY;
      return alarm(0, { site, beganAtMillis: closedAtMillis - HOUR, closedAtMillis, disposition: 'false' });
    };
    const calls = [1, 100, 363].map((daysAgo) => falseCall('lab', daysAgo));
    const { list } = reportOf([
      ...calls,
      falseCall('gate', 1),
      falseCall('gate', 365),
      falseCall('hall', 1),
      falseCall('hall', 2),
    ]).falseCalls;
    expect(list.rows.map(({ site, falseCalls, standing }) => [site, falseCalls, standing])).toEqual([
      ['lab', 3, 'withdrawn'],
      ['hall', 2, 'warning'],
      ['gate', 1, 'noted'],
    ]);
  });
});
