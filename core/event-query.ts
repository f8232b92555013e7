import type { Event } from './event.ts';
import type { EventQuery } from './ports/event-archive.ts';

/** Whether an event is what is looked for. */
export function matchesQuery(event: Event, query: EventQuery): boolean {
  const { site, sensor, disposition, person, fromMillis = -Infinity, untilMillis = Infinity } = query;
  if (query.sees?.(event.site) === false) return false;
  if (site !== undefined && event.site !== site) return false;
  if (sensor !== undefined && event.sensor !== sensor) return false;
  if (disposition !== undefined && event.disposition !== disposition) return false;
  if (person !== undefined && event.takenBy?.name !== person && event.closedBy?.name !== person) return false;
  if (event.openedAtMillis < fromMillis || event.openedAtMillis >= untilMillis) return false;
  return holdsWords(event, query.text);
}

function holdsWords(event: Event, text = ''): boolean {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return true;
  const held = [event.id, event.title, event.site, event.sensor, event.class, event.reason ?? '']
    .join('\n')
    .toLowerCase();
  return words.every((word) => held.includes(word));
}
