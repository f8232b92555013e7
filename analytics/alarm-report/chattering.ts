import type { Chattering, ChatteringSource } from '../../core/alarm-report.ts';
import { listed, MOST_SOURCES, shareOf } from './listed.ts';
import type { Sources } from './names.ts';
import type { BySource, Occurrences } from './occurrences.ts';

/** Raised so often within a minute, a source chatters. */
const CHATTERING_TIMES = 3;
const CHATTERING_WINDOW_MILLIS = 60_000;

/** Which alarms are of a source that was raised three times in the minute around them. */
export function chatteringAlarms(alarms: Occurrences, bySource: BySource, sources: Sources): Uint8Array {
  const chatters = new Uint8Array(alarms.count);
  for (let source = 0; source < sources.size; source += 1) {
    const positions = bySource.positionsOf(source);
    for (let last = CHATTERING_TIMES - 1; last < positions.length; last += 1) {
      const first = last - CHATTERING_TIMES + 1;
      if (timeOf(alarms, positions, last) - timeOf(alarms, positions, first) >= CHATTERING_WINDOW_MILLIS) continue;
      for (let at = first; at <= last; at += 1) chatters[positions[at] ?? 0] = 1;
    }
  }
  return chatters;
}

export function chatteringOf(
  alarms: Occurrences,
  bySource: BySource,
  sources: Sources,
  chatters: Uint8Array,
): Chattering {
  const found: { readonly source: number; readonly row: ChatteringSource }[] = [];
  let total = 0;
  let episodes = 0;
  for (let source = 0; source < sources.size; source += 1) {
    const positions = bySource.positionsOf(source).filter((position) => chatters[position] === 1);
    if (positions.length === 0) continue;
    const times = Float64Array.from(positions, (position) => alarms.times[position] ?? NaN);
    const row = { source: sources.name(source), ...describeChattering(times) };
    total += row.alarms;
    episodes += row.episodes;
    found.push({ source, row });
  }
  found.sort((a, b) => b.row.alarms - a.row.alarms || sources.compare(a.source, b.source));
  const rows = found.map(({ row }) => row);
  return { alarms: total, share: shareOf(total, alarms.count), episodes, list: listed(rows, MOST_SOURCES) };
}

function describeChattering(times: Float64Array): Omit<ChatteringSource, 'source'> {
  let episodes = 0;
  let mostInAMinute = 0;
  let windowStart = 0;
  for (const [at, time] of times.entries()) {
    if (at === 0 || time - (times[at - 1] ?? NaN) >= CHATTERING_WINDOW_MILLIS) episodes += 1;
    while (time - (times[windowStart] ?? NaN) >= CHATTERING_WINDOW_MILLIS) windowStart += 1;
    mostInAMinute = Math.max(mostInAMinute, at - windowStart + 1);
  }
  return {
    alarms: times.length,
    episodes,
    mostInAMinute,
    firstAtMillis: times[0] ?? NaN,
    lastAtMillis: times.at(-1) ?? NaN,
  };
}

function timeOf(alarms: Occurrences, positions: Int32Array, at: number): number {
  return alarms.times[positions[at] ?? 0] ?? NaN;
}
