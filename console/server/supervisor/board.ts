import type { Event } from '../../../core/event.ts';
import type { Priority } from '../../../core/priority.ts';
import type { SignedOn } from '../../../core/ports/roster.ts';
import type { ServiceStanding } from '../../../core/ports/service-standing.ts';
import type { SiteTest } from '../../../core/ports/site-tests.ts';
import type { Storm } from '../../../core/ports/storms.ts';
import { toEventSummary } from '../event-view.ts';
import { isoTime, isoTimeOrNull } from '../iso-time.ts';
import { compareInQueue } from '../queue-order.ts';
import { AGE_BAND_SECONDS } from './age-bands.ts';
import type { BoardView, WorkItem, WorkView } from './supervisor-schemas.ts';

const MOST_ITEMS_OF_A_PERSON = 20;
const MOST_WAITING = 50;
const MOST_ESCALATIONS = 50;
const MOST_SUPPRESSED = 200;

/** The room as it is, as far as the supervisor may see it. */
export interface RoomNow {
  readonly events: readonly Event[];
  readonly priorityOf: (event: Event) => Priority;
  readonly signedOn: readonly SignedOn[];
  readonly standings: readonly ServiceStanding[];
  readonly storms: readonly Storm[];
  readonly tests: readonly SiteTest[];
  readonly nowMillis: number;
}

interface Ranked {
  readonly event: Event;
  readonly item: WorkItem;
}

/** Everything on the board but what the audit trail knows of the messages. */
export type BoardWithoutMessages = Omit<BoardView, 'escalations'> & {
  readonly escalations: { readonly items: readonly Escalated[]; readonly leftOut: number };
};
type Escalated = Omit<BoardView['escalations']['items'][number], 'messages'>;

/** Open work by operator and age, and whatever else a supervisor must not overlook. Pure. */
export function boardOf({
  events,
  priorityOf,
  signedOn,
  standings,
  storms,
  tests,
  nowMillis,
}: RoomNow): BoardWithoutMessages {
  const ranked = events
    .map((event) => ({ event, summary: toEventSummary(event, priorityOf(event)) }))
    .sort((a, b) => compareInQueue(a.summary, b.summary))
    .map(({ event, summary }): Ranked => ({ event, item: toWorkItem(summary) }));
  const foreground = ranked.filter(({ event }) => event.suppression === undefined);
  const waiting = foreground.filter(({ event }) => event.state === 'new');
  const escalated = foreground.filter(({ event }) => event.escalatedAtMillis !== undefined);
  return {
    now: isoTime(nowMillis),
    waiting: workOf(waiting, MOST_WAITING, nowMillis),
    people: peopleOf(ranked, signedOn, nowMillis),
    service: standings.map(({ isDegraded: degraded, targets, ...standing }) => ({
      ...standing,
      degraded,
      targets: [...targets],
    })),
    escalations: {
      items: escalated
        .slice(0, MOST_ESCALATIONS)
        .map(({ event, item }) => Object.assign({ answered: event.takenBy !== undefined }, item)),
      leftOut: Math.max(0, escalated.length - MOST_ESCALATIONS),
    },
    floods: storms.map(({ site, sinceMillis, openedInTenMinutes }) => ({
      site,
      since: isoTime(sinceMillis),
      openedInTenMinutes,
      keptBack: countOf(events, site, 'storm'),
    })),
    suppressed: suppressedOf(ranked),
    onTest: tests.map(({ site, by, reason, sinceMillis, untilMillis }) => ({
      site,
      by: by.name,
      reason,
      since: isoTime(sinceMillis),
      until: isoTime(untilMillis),
      reported: countOf(events, site, 'out-of-service'),
    })),
  };
}

function toWorkItem(summary: WorkItem): WorkItem {
  const { id, title, site, sensor, state, priority, band, openedAt, takenBy, takenAt, parkedUntil, escalatedAt, demo } =
    summary;
  const { class: signalClass } = summary;
  return {
    id,
    title,
    site,
    sensor,
    class: signalClass,
    state,
    priority,
    band,
    openedAt,
    takenBy,
    takenAt,
    parkedUntil,
    escalatedAt,
    demo,
  };
}

/** Whoever is signed on or has something; whoever has most first. */
function peopleOf(ranked: readonly Ranked[], signedOn: readonly SignedOn[], nowMillis: number): BoardView['people'] {
  const since = new Map(signedOn.map(({ person, sinceMillis }) => [person, sinceMillis]));
  const held = new Map<string, Ranked[]>([...since.keys()].map((person) => [person, []]));
  for (const each of ranked) {
    const person = each.event.takenBy?.name;
    if (person === undefined) continue;
    const own = held.get(person);
    if (own === undefined) held.set(person, [each]);
    else own.push(each);
  }
  return [...held]
    .map(([person, own]) => {
      const parked = own.filter(({ event }) => event.state === 'parked').length;
      const signedOnSince = isoTimeOrNull(since.get(person));
      return Object.assign({ person, signedOnSince, parked }, workOf(own, MOST_ITEMS_OF_A_PERSON, nowMillis));
    })
    .sort((a, b) => b.total - a.total || (a.person < b.person ? -1 : 1));
}

function workOf(ranked: readonly Ranked[], most: number, nowMillis: number): WorkView {
  const ages = [...AGE_BAND_SECONDS, Infinity].map(() => 0);
  let oldestMillis = Infinity;
  for (const { event } of ranked) {
    const band = AGE_BAND_SECONDS.findIndex((seconds) => nowMillis - event.openedAtMillis < seconds * 1000);
    const index = band === -1 ? AGE_BAND_SECONDS.length : band;
    ages[index] = (ages[index] ?? 0) + 1;
    oldestMillis = Math.min(oldestMillis, event.openedAtMillis);
  }
  return {
    total: ranked.length,
    ages,
    oldestAt: ranked.length === 0 ? null : isoTime(oldestMillis),
    escalated: ranked.filter(({ event }) => event.escalatedAtMillis !== undefined).length,
    items: ranked.slice(0, most).map(({ item }) => item),
    leftOut: Math.max(0, ranked.length - most),
  };
}

/** What ends first comes first, what has no end last. */
function suppressedOf(ranked: readonly Ranked[]): BoardView['suppressed'] {
  const rows = ranked.flatMap(({ event: { suppression }, item }) => {
    if (suppression === undefined) return [];
    const { kind, by, reason, sinceMillis, untilMillis } = suppression;
    return [{ ...item, kind, by: by.name, reason, since: isoTime(sinceMillis), until: isoTimeOrNull(untilMillis) }];
  });
  const end = ({ until }: { readonly until: string | null }): string => until ?? '~';
  rows.sort((a, b) => (end(a) === end(b) ? 0 : end(a) < end(b) ? -1 : 1));
  return { items: rows.slice(0, MOST_SUPPRESSED), leftOut: Math.max(0, rows.length - MOST_SUPPRESSED) };
}

function countOf(events: readonly Event[], site: string, kind: 'storm' | 'out-of-service'): number {
  return events.filter((event) => event.site === site && event.suppression?.kind === kind).length;
}
