import { matchesGlob } from '../../core/glob.ts';
import type { OutlineRow } from '../../core/ports/audit-trail.ts';

const SITE_SETTING = /^sites\.(?<site>.+)\.\w+$/s;

/** Whether a row is about one of these sites; it must be asked of every row in order, as some name only their event. */
export function rowsOfSites(patterns: readonly string[]): (row: OutlineRow) => boolean {
  const isOurs = (site: string): boolean => patterns.some((pattern) => matchesGlob(pattern, site));
  const events = new Set<string>();
  return (row) => {
    switch (row.kind) {
      case 'event':
        if (!isOurs(row.event.site)) return false;
        events.add(row.event.id);
        return true;
      case 'signal':
        return isOurs(row.signal.site);
      case 'action':
        return events.has(row.action.eventId);
      case 'message':
        return events.has(row.message.eventId);
      case 'step':
        return events.has(row.eventId);
      case 'setting': {
        const site = SITE_SETTING.exec(row.setting.path)?.groups?.['site'];
        return site === undefined || isOurs(site);
      }
    }
  };
}
