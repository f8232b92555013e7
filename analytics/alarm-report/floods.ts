import type { Flood, Floods, SourceCount } from '../../core/alarm-report.ts';
import { listed, MOST_FLOODS, shareOf } from './listed.ts';
import type { Sources } from './names.ts';
import type { Occurrences } from './occurrences.ts';

const FLOOD_WINDOW_MILLIS = 600_000;
/** Alarms an operator in ten minutes with which a flood is on, and below which it is over. */
const FLOOD_STARTS_AT = 10;
const FLOOD_ENDS_BELOW = 5;
const MOST_CONTRIBUTORS = 5;

interface FloodSpan {
  /** Positions of its first alarm and of the first after it. */
  readonly first: number;
  readonly next: number;
  readonly endedAtMillis: number;
  readonly peak: number;
}

export interface FloodPeriod {
  readonly fromMillis: number;
  readonly untilMillis: number;
  readonly operators: number;
}

export function floodsOf(alarms: Occurrences, sources: Sources, period: FloodPeriod): Floods {
  const spans = findSpans(alarms.times, period.operators);
  const { fromMillis, untilMillis } = period;
  let millis = 0;
  let inFloods = 0;
  for (const span of spans) {
    millis += Math.min(span.endedAtMillis, untilMillis) - (alarms.times[span.first] ?? 0);
    inFloods += span.next - span.first;
  }
  const largest = spans.toSorted((a, b) => b.next - b.first - (a.next - a.first) || a.first - b.first);
  const shown = listed(largest, MOST_FLOODS);
  const rows = shown.rows
    .toSorted((a, b) => a.first - b.first)
    .map((span) => describeFlood(span, alarms, sources, untilMillis));
  return {
    count: spans.length,
    seconds: millis / 1000,
    timeShare: shareOf(millis, untilMillis - fromMillis),
    alarms: inFloods,
    list: { rows, leftOut: shown.leftOut },
  };
}

/**
 * A flood is on from the moment at which the last ten minutes hold `FLOOD_STARTS_AT` alarms an operator, and counts from the first of
 * those that no earlier flood has had, until they hold fewer than `FLOOD_ENDS_BELOW`.
 */
function findSpans(times: Float64Array, operators: number): readonly FloodSpan[] {
  const spans: FloodSpan[] = [];
  let windowStart = 0;
  let free = 0;
  let at = 0;
  while (at < times.length) {
    const next = endOfTies(times, at);
    const now = times[at] ?? NaN;
    while ((times[windowStart] ?? Infinity) <= now - FLOOD_WINDOW_MILLIS) windowStart += 1;
    if (next - windowStart >= FLOOD_STARTS_AT * operators) {
      const span = followFlood(times, Math.max(windowStart, free), windowStart, next, operators);
      spans.push(span);
      free = span.next;
      at = span.next;
    } else {
      at = next;
    }
  }
  return spans;
}

/** The window holds the alarms from `windowStart` to before `next` when the flood is noticed. */
function followFlood(
  times: Float64Array,
  first: number,
  windowStart: number,
  next: number,
  operators: number,
): FloodSpan {
  let low = windowStart;
  let high = next;
  let peak = high - low;
  for (;;) {
    const expiry = (times[low] ?? NaN) + FLOOD_WINDOW_MILLIS;
    while ((times[high] ?? Infinity) < expiry) high += 1;
    peak = Math.max(peak, high - low);
    low = endOfTies(times, low);
    const withArrivals = (times[high] ?? NaN) === expiry ? endOfTies(times, high) : high;
    if (withArrivals - low < FLOOD_ENDS_BELOW * operators) {
      return { first, next: high, endedAtMillis: expiry, peak };
    }
    high = withArrivals;
    peak = Math.max(peak, high - low);
  }
}

/** One past the last alarm with the same time. */
function endOfTies(times: Float64Array, position: number): number {
  const time = times[position];
  let end = position;
  while (end < times.length && times[end] === time) end += 1;
  return end;
}

function describeFlood(span: FloodSpan, alarms: Occurrences, sources: Sources, untilMillis: number): Flood {
  return {
    beganAtMillis: alarms.times[span.first] ?? NaN,
    endedAtMillis: Math.min(span.endedAtMillis, untilMillis),
    ongoing: span.endedAtMillis > untilMillis,
    alarms: span.next - span.first,
    peakPerTenMinutes: span.peak,
    first: sources.name(alarms.sources[span.first] ?? 0),
    contributors: contributorsOf(alarms.sources.subarray(span.first, span.next), sources),
  };
}

function contributorsOf(raised: Int32Array, sources: Sources): readonly SourceCount[] {
  const counts = new Map<number, number>();
  for (const source of raised) counts.set(source, (counts.get(source) ?? 0) + 1);
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || sources.compare(a, b))
    .slice(0, MOST_CONTRIBUTORS)
    .map(([source, alarms]) => ({ source: sources.name(source), alarms, share: alarms / raised.length }));
}
