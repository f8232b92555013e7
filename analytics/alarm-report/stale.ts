import type { Stale, StaleAlarm } from '../../core/alarm-report.ts';
import type { AlarmLog } from './alarm-log.ts';
import { listed, MOST_ROWS } from './listed.ts';
import type { LocalDay } from './local-time.ts';

/** Standing longer than that, an alarm is stale. */
const STALE_MILLIS = 86_400_000;

interface Standing {
  readonly source: number;
  readonly beganAtMillis: number;
  readonly endedAtMillis: number;
}

interface Period {
  readonly fromMillis: number;
  readonly untilMillis: number;
}

/** Alarms that had stood for more than a day at some moment of the period, whenever they began. */
export function staleOf(log: AlarmLog, days: readonly LocalDay[], { fromMillis, untilMillis }: Period): Stale {
  const stale: Standing[] = [];
  for (let row = 0; row < log.alarms.length; row += 1) {
    const beganAtMillis = log.alarms.beganAtMillis.at(row);
    const endedAtMillis = log.alarms.endedAtMillis.at(row);
    const alarm = { source: log.alarms.source.at(row), beganAtMillis, endedAtMillis };
    if (isStaleIn(alarm, fromMillis, untilMillis)) stale.push(alarm);
  }
  stale.sort(
    (a, b) =>
      stoodMillis(b, untilMillis) - stoodMillis(a, untilMillis) ||
      log.sources.compare(a.source, b.source) ||
      a.beganAtMillis - b.beganAtMillis,
  );
  const rows = stale.map((alarm): StaleAlarm => ({
    source: log.sources.name(alarm.source),
    beganAtMillis: alarm.beganAtMillis,
    endedAtMillis: alarm.endedAtMillis < untilMillis ? alarm.endedAtMillis : undefined,
    stoodSeconds: stoodMillis(alarm, untilMillis) / 1000,
  }));
  return {
    alarms: stale.length,
    standing: stale.filter(({ endedAtMillis }) => endedAtMillis >= untilMillis).length,
    mostOnADay: mostOnADay(stale, days, fromMillis, untilMillis),
    list: listed(rows, MOST_ROWS),
  };
}

/** NaN, an end that nothing tells, is never stale. */
function isStaleIn({ beganAtMillis, endedAtMillis }: Standing, fromMillis: number, untilMillis: number): boolean {
  const since = beganAtMillis + STALE_MILLIS;
  return since < untilMillis && endedAtMillis > since && endedAtMillis > fromMillis;
}

function stoodMillis({ beganAtMillis, endedAtMillis }: Standing, untilMillis: number): number {
  return Math.min(endedAtMillis, untilMillis) - beganAtMillis;
}

/** A sweep over the days: each alarm is added on the day on which it becomes stale and taken off after its last. */
function mostOnADay(
  stale: readonly Standing[],
  days: readonly LocalDay[],
  fromMillis: number,
  untilMillis: number,
): number {
  const changes = new Int32Array(days.length + 1);
  const ends = days.map((day) => Math.min(day.untilMillis, untilMillis));
  const begins = days.map((day) => Math.max(day.fromMillis, fromMillis));
  for (const { beganAtMillis, endedAtMillis } of stale) {
    const first = firstIndex(days.length, (day) => (ends[day] ?? NaN) > beganAtMillis + STALE_MILLIS);
    const after = firstIndex(days.length, (day) => (begins[day] ?? NaN) >= endedAtMillis);
    if (first >= after) continue;
    changes[first] = (changes[first] ?? 0) + 1;
    changes[after] = (changes[after] ?? 0) - 1;
  }
  let now = 0;
  let most = 0;
  for (const change of changes) {
    now += change;
    most = Math.max(most, now);
  }
  return most;
}

/** The first index, of as many, of which it is true, given that it stays true. */
function firstIndex(count: number, isTrue: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isTrue(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
