import type { Disposition } from '../../core/action.ts';
import type { Event } from '../../core/event.ts';
import { DEMO_SITE } from '../../core/event.ts';
import type { Likelihood } from '../../core/likelihood.ts';
import type { OutlineRow } from '../../core/ports/audit-trail.ts';
import type { DeskChange } from '../../core/ports/desk.ts';
import type { Signal } from '../../core/signal.ts';
import type { RankingRow } from '../ranking/ranking-row.ts';
import { eventRow } from './event-row.ts';

/** An event opened: what there was to know of it. */
export interface Opened {
  readonly kind: 'opened';
  readonly eventId: string;
  readonly atMillis: number;
  readonly row: RankingRow;
}

/** An event was closed as true or false. */
export interface Closed {
  readonly kind: 'closed';
  readonly eventId: string;
  readonly atMillis: number;
  readonly label: 0 | 1;
  readonly title: string;
  readonly site: string;
  readonly sensor: string;
  readonly by: string;
  /** As it was recorded when the event opened. */
  readonly likelihood: Likelihood | undefined;
}

/** A closing was taken back: it teaches no more. */
export interface Withdrawn {
  readonly kind: 'withdrawn';
  readonly eventId: string;
  readonly atMillis: number;
}

/** All that ranking learns from, in the order in which it happened: from the desk as from its audit trail. */
export type Deed = Opened | Closed | Withdrawn;

export function openedDeed(event: Event, signal: Signal): Opened {
  return { kind: 'opened', eventId: event.id, atMillis: event.openedAtMillis, row: eventRow(event, signal) };
}

/** What a change of the desk is to ranking, if it is anything. */
export function deedOfChange({ event, previous, action }: DeskChange): Closed | Withdrawn | undefined {
  if (event.state === 'closed') return previous?.state === 'closed' ? undefined : closedDeed(event);
  if (previous?.state !== 'closed' || labelOf(previous.disposition) === undefined) return undefined;
  return { kind: 'withdrawn', eventId: event.id, atMillis: action?.atMillis ?? event.changedAtMillis };
}

function closedDeed(event: Event): Closed | undefined {
  const label = labelOf(event.disposition);
  if (label === undefined || event.site === DEMO_SITE) return undefined;
  const { id, title, site, sensor, likelihood, closedAtMillis = event.changedAtMillis, closedBy } = event;
  const by = closedBy?.name ?? '';
  return { kind: 'closed', eventId: id, atMillis: closedAtMillis, label, title, site, sensor, by, likelihood };
}

/** Only true and false teach: a fault of the system or a test says nothing of the next alarm. */
function labelOf(disposition: Disposition | undefined): 0 | 1 | undefined {
  if (disposition === 'true') return 1;
  return disposition === 'false' ? 0 : undefined;
}

/** Finds the deeds among the rows of an audit trail. */
export class DeedFinder {
  /** Of the commit being read: the first signal of each event. */
  readonly #firstSignals = new Map<string, Signal>();
  readonly #closed = new Set<string>();
  #commitMillis = NaN;

  take(row: OutlineRow): Deed | undefined {
    if (row.atMillis !== this.#commitMillis) this.#firstSignals.clear();
    this.#commitMillis = row.atMillis;
    if (row.kind === 'signal') {
      if (!this.#firstSignals.has(row.eventId)) this.#firstSignals.set(row.eventId, row.signal);
      return undefined;
    }
    if (row.kind === 'event') return this.#event(row.event);
    if (row.kind !== 'action') return undefined;
    const { kind, eventId, atMillis } = row.action;
    const isTakenBack = (kind === 'undo' || kind === 'reopen') && this.#closed.delete(eventId);
    return isTakenBack ? { kind: 'withdrawn', eventId, atMillis } : undefined;
  }

  #event(event: Event): Deed | undefined {
    if (event.state === 'closed') {
      const deed = closedDeed(event);
      if (deed !== undefined) this.#closed.add(event.id);
      return deed;
    }
    const signal = this.#firstSignals.get(event.id);
    return event.version === 1 && signal !== undefined ? openedDeed(event, signal) : undefined;
  }
}

/** At most so many openings, the latest, and no closing that was taken back later. */
export function whatCounts(deeds: readonly Deed[], mostOpenings: number): readonly (Opened | Closed)[] {
  const withdrawn = new Map<string, number>();
  for (const [index, { kind, eventId }] of deeds.entries()) if (kind === 'withdrawn') withdrawn.set(eventId, index);
  let openings = 0;
  let first = deeds.length;
  while (first > 0 && openings < mostOpenings) if (deeds[(first -= 1)]?.kind === 'opened') openings += 1;
  return deeds.flatMap((deed, index) => {
    if (deed.kind === 'withdrawn' || index < first) return [];
    return deed.kind === 'closed' && (withdrawn.get(deed.eventId) ?? -1) > index ? [] : [deed];
  });
}
