import type { FalseCallSite, FalseCalls } from '../../core/alarm-report.ts';
import type { AlarmLog } from './alarm-log.ts';
import { listed, MOST_ROWS } from './listed.ts';
import { compareTexts } from './names.ts';
import type { ReportTargets } from './settings.ts';

/** Sites by the events that were closed as false in the twelve months before the end of the period, most first. */
export function falseCallsOf(
  log: AlarmLog,
  fromMillis: number,
  untilMillis: number,
  { classes, warningFrom, withdrawnFrom }: ReportTargets['falseCalls'],
): FalseCalls {
  const { events, names } = log;
  const bySite = new Map<number, { count: number; lastAtMillis: number }>();
  for (let event = 0; event < events.length; event += 1) {
    const closedAtMillis = events.closedAtMillis.at(event);
    if (!(closedAtMillis >= fromMillis && closedAtMillis < untilMillis)) continue;
    if (events.dispositionOf(event) !== 'false' || !classes.includes(events.classOf(event))) continue;
    const site = events.site.at(event);
    const { count, lastAtMillis } = bySite.get(site) ?? { count: 0, lastAtMillis: -Infinity };
    bySite.set(site, { count: count + 1, lastAtMillis: Math.max(lastAtMillis, closedAtMillis) });
  }
  const standingOf = (count: number): FalseCallSite['standing'] => {
    if (count >= withdrawnFrom) return 'withdrawn';
    return count >= warningFrom ? 'warning' : 'noted';
  };
  const rows = [...bySite].map(([site, { count, lastAtMillis }]): FalseCallSite => {
    return { site: names.text(site), falseCalls: count, lastAtMillis, standing: standingOf(count) };
  });
  rows.sort((a, b) => b.falseCalls - a.falseCalls || compareTexts(a.site, b.site));
  return { fromMillis, untilMillis, classes, warningFrom, withdrawnFrom, list: listed(rows, MOST_ROWS) };
}
