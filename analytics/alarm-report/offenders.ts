import type { CountedSources, Offenders } from '../../core/alarm-report.ts';
import { listed, MOST_SOURCES, shareOf } from './listed.ts';
import type { Sources } from './names.ts';
import type { BySource, Occurrences } from './occurrences.ts';

const MOST_OFFENDERS = 20;
const TOP_TEN = 10;

export function offendersOf(alarms: Occurrences, bySource: BySource, sources: Sources): Offenders {
  const busiest = bySource.busiestFirst((a, b) => sources.compare(a, b));
  const total = alarms.count;
  let sum = 0;
  const top = busiest.slice(0, MOST_OFFENDERS).map((source) => {
    const count = bySource.positionsOf(source).length;
    sum += count;
    return { source: sources.name(source), alarms: count, share: count / total, cumulativeShare: sum / total };
  });
  return {
    sources: busiest.length,
    topTenShare: top[TOP_TEN - 1]?.cumulativeShare ?? top.at(-1)?.cumulativeShare,
    top,
  };
}

/** How many alarms of each source are counted, those with most first. */
export function countedSources(counts: ReadonlyMap<number, number>, alarms: number, sources: Sources): CountedSources {
  let counted = 0;
  for (const count of counts.values()) counted += count;
  const rows = [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || sources.compare(a, b))
    .map(([source, count]) => ({ source: sources.name(source), alarms: count, share: count / counted }));
  return { alarms: counted, share: shareOf(counted, alarms), list: listed(rows, MOST_SOURCES) };
}
