import { describe, expect, it } from 'vitest';
import { ReadingBatchBuilder } from '../../core/reading-batch.ts';
import { SilenceMonitor } from './silence-monitor.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Series n belongs to sensor `s<n>` of the site, two metrics a sensor from 1000 on. */
function monitorOf(site = 'lab'): SilenceMonitor {
  return new SilenceMonitor((seriesId) => ({ site, sensor: `s${seriesId % 1000}` }));
}

function hear(monitor: SilenceMonitor, seriesIds: readonly number[], millis: number): void {
  const builder = new ReadingBatchBuilder();
  for (const seriesId of seriesIds) builder.add(seriesId, millis, 1);
  monitor.observe(builder.build(millis), millis);
}

/** Each of the sensors reports regularly, the last time at `arrivals * intervalMillis`. */
function hearRegularly(
  monitor: SilenceMonitor,
  seriesIds: readonly number[],
  arrivals: number,
  intervalMillis: number,
) {
  for (let arrival = 1; arrival <= arrivals; arrival += 1) hear(monitor, seriesIds, arrival * intervalMillis);
  return arrivals * intervalMillis;
}

const summary = (monitor: SilenceMonitor, nowMillis: number): string[] =>
  monitor.check(nowMillis, nowMillis).map(({ sensor, phase }) => `${sensor} ${phase}`);

describe('the silence monitor', () => {
  it('tells of nobody when the wall clock steps', () => {
    const monitor = monitorOf();
    const last = hearRegularly(monitor, [1], 20, 2 * SECOND);
    expect(monitor.check(last + 60 * MINUTE, last + SECOND)).toEqual([]);
  });

  it('tells of a sensor that has been silent for a minute, once', () => {
    const monitor = monitorOf();
    const last = hearRegularly(monitor, [1], 20, 2 * SECOND);
    expect(summary(monitor, last + MINUTE)).toEqual([]);
    expect(monitor.check(last + MINUTE + SECOND, last + MINUTE + SECOND)).toMatchObject([
      {
        kind: 'silent-source',
        type: 'silent',
        class: 'technical',
        phase: 'entered',
        site: 'lab',
        sensor: 's1',
        message: 'silent for 61 s; it usually reports every 2 s',
      },
    ]);
    expect(summary(monitor, last + 5 * MINUTE)).toEqual([]);
  });

  it('is as patient as the sensor is slow: ten of its usual intervals', () => {
    const monitor = monitorOf();
    const last = hearRegularly(monitor, [1], 20, 5 * MINUTE);
    expect(summary(monitor, last + 49 * MINUTE)).toEqual([]);
    expect(summary(monitor, last + 51 * MINUTE)).toEqual(['s1 entered']);
  });

  it('takes several metrics within a second for one arrival', () => {
    const monitor = monitorOf();
    for (let arrival = 1; arrival <= 20; arrival += 1) {
      for (const metric of [1, 1001, 2001]) hear(monitor, [metric], arrival * MINUTE + metric / 10);
    }
    expect(summary(monitor, 20 * MINUTE + 9 * MINUTE)).toEqual([]);
    expect(summary(monitor, 20 * MINUTE + 11 * MINUTE)).toEqual(['s1 entered']);
  });

  it('judges a sensor that reports many times a second', () => {
    const monitor = monitorOf();
    const last = hearRegularly(monitor, [1], 200, 100);
    expect(summary(monitor, last + 61 * SECOND)).toEqual(['s1 entered']);
  });

  it('tells when a silent sensor speaks again, and when it falls silent once more', () => {
    const monitor = monitorOf();
    const last = hearRegularly(monitor, [1], 20, SECOND);
    monitor.check(last + 2 * MINUTE, last + 2 * MINUTE);
    hear(monitor, [1, 1001], last + 3 * MINUTE);
    expect(summary(monitor, last + 3 * MINUTE)).toEqual(['s1 left']);
    expect(summary(monitor, last + 3 * MINUTE)).toEqual([]);
    expect(summary(monitor, last + 9 * MINUTE)).toEqual(['s1 entered']);
  });

  it('does not judge a sensor heard fewer than ten times', () => {
    const monitor = monitorOf();
    const last = hearRegularly(monitor, [1], 9, SECOND);
    expect(summary(monitor, last + 60 * MINUTE)).toEqual([]);
  });

  it('tells of five silent sensors one by one, and of six as one signal for the site', () => {
    const five = monitorOf();
    hearRegularly(five, [1, 2, 3, 4, 5], 20, SECOND);
    expect(summary(five, 10 * MINUTE)).toHaveLength(5);
    const six = monitorOf();
    hearRegularly(six, [1, 2, 3, 4, 5, 6], 20, SECOND);
    expect(six.check(10 * MINUTE, 10 * MINUTE)).toMatchObject([
      { sensor: '*', phase: 'entered', site: 'lab', message: '6 sensors are silent: s1, s2, s3, …' },
    ]);
  });

  it('lets latecomers join the silence of their site, and ends it when all speak again', () => {
    const monitor = monitorOf();
    hearRegularly(monitor, [1, 2, 3, 4, 5, 6, 7], 20, SECOND);
    hear(monitor, [7], 90 * SECOND);
    expect(summary(monitor, 2 * MINUTE)).toEqual(['* entered']);
    expect(monitor.check(5 * MINUTE, 5 * MINUTE)).toMatchObject([
      { sensor: '*', message: '7 sensors are silent: s1, s2, s3, …' },
    ]);
    hear(monitor, [1, 2, 3, 4, 5, 6], 6 * MINUTE);
    expect(summary(monitor, 6 * MINUTE)).toEqual([]);
    hear(monitor, [7], 6 * MINUTE);
    expect(summary(monitor, 6 * MINUTE)).toEqual(['* left']);
  });

  it('keeps sites apart', () => {
    const monitor = new SilenceMonitor((seriesId) => ({ site: seriesId < 4 ? 'north' : 'south', sensor: 'same' }));
    hearRegularly(monitor, [1, 4], 20, SECOND);
    expect(monitor.check(10 * MINUTE, 10 * MINUTE).map(({ site }) => site)).toEqual(['north', 'south']);
    expect(new Set(monitor.check(0, 0).map(({ id }) => id)).size).toBe(0);
  });

  it('gives each silence an id of its own', () => {
    const monitor = monitorOf();
    hearRegularly(monitor, [1, 2], 20, SECOND);
    const entered = monitor.check(10 * MINUTE, 10 * MINUTE);
    hear(monitor, [1, 2], 10 * MINUTE);
    const left = monitor.check(10 * MINUTE, 10 * MINUTE);
    expect(new Set([...entered, ...left].map(({ id }) => id)).size).toBe(4);
  });
});
