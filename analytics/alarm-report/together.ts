import type { Listed, TogetherPair } from '../../core/alarm-report.ts';
import { listed, MOST_SOURCES } from './listed.ts';
import type { Sources } from './names.ts';
import type { BySource, Occurrences } from './occurrences.ts';

/** No further apart, two alarms are raised together. */
const TOGETHER_MILLIS = 5000;
/** Of the alarms of each, so many have one of the other beside them. */
const ALWAYS = 0.9;
/** Fewer say nothing about a habit. */
const LEAST_ALARMS = 5;
/** Every pair of them is looked at: bounds the work. */
const BUSIEST_SOURCES = 100;

/** Pairs among the 100 sources with most alarms that are hardly ever raised without each other. */
export function togetherOf(alarms: Occurrences, bySource: BySource, sources: Sources): Listed<TogetherPair> {
  const candidates = bySource
    .busiestFirst((a, b) => sources.compare(a, b))
    .slice(0, BUSIEST_SOURCES)
    .map((source) => ({ source, times: timesOf(alarms, bySource.positionsOf(source)) }))
    .filter(({ times }) => times.length >= LEAST_ALARMS);
  const pairs: TogetherPair[] = [];
  for (const [at, one] of candidates.entries()) {
    for (const other of candidates.slice(at + 1)) {
      const oneShare = accompanied(one.times, other.times) / one.times.length;
      if (oneShare < ALWAYS) continue;
      const otherShare = accompanied(other.times, one.times) / other.times.length;
      if (otherShare < ALWAYS) continue;
      pairs.push({
        one: sources.name(one.source),
        other: sources.name(other.source),
        oneAlarms: one.times.length,
        otherAlarms: other.times.length,
        oneShare,
        otherShare,
      });
    }
  }
  pairs.sort((a, b) => b.oneAlarms + b.otherAlarms - (a.oneAlarms + a.otherAlarms));
  return listed(pairs, MOST_SOURCES);
}

function timesOf(alarms: Occurrences, positions: Int32Array): Float64Array {
  return Float64Array.from(positions, (position) => alarms.times[position] ?? NaN);
}

/** How many of `times` have one of `others` beside them. */
function accompanied(times: Float64Array, others: Float64Array): number {
  let count = 0;
  let next = 0;
  for (const time of times) {
    while ((others[next] ?? Infinity) < time - TOGETHER_MILLIS) next += 1;
    if ((others[next] ?? Infinity) <= time + TOGETHER_MILLIS) count += 1;
  }
  return count;
}
