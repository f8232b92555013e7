import { DISPOSITIONS } from '../core/action.ts';
import type { DeskChange } from '../core/ports/desk.ts';
import type { Event } from '../core/event.ts';
import { makeSeries, type Series } from '../core/series.ts';
import { SIGNAL_CLASSES } from '../core/signal.ts';

/** One figure of a site. */
export interface SiteFigure {
  readonly series: Series;
  readonly value: number;
}

/** Names come from devices: sites beyond this many are counted together as one without a name. */
const MAX_SITES = 2000;
const OTHER_SITES = '(other sites)';
/** What stands for the sensor in figures of a whole site. */
const QUEUE = 'queue';

type Counts = Map<string, number>;

/**
 * Counts, by site, what the desk has seen since the start: the figures on which rules over weeks are built in a store that keeps
 * them (the `gcounter` of the control room this grew from).
 */
export class SiteTally {
  readonly #bySite = new Map<
    string,
    { readonly signals: Counts; readonly opened: Counts; readonly closed: Counts; escalated: number }
  >();

  follow(changes: readonly DeskChange[]): void {
    for (const change of changes) this.#count(change);
  }

  /** Counters of every site that was ever heard of, at 0 from the first, and how many events it has open. */
  figures(openEvents: readonly Event[]): readonly SiteFigure[] {
    const open = new Map<string, number>();
    for (const { site } of openEvents) open.set(this.#nameOf(site), (open.get(this.#nameOf(site)) ?? 0) + 1);
    for (const site of open.keys()) this.#tallyOf(site);
    const figures: SiteFigure[] = [];
    for (const [site, { signals, opened, closed, escalated }] of this.#bySite) {
      figures.push(
        ...figuresOf('telltale_site_signals_total', site, 'class', signals),
        ...figuresOf('telltale_site_events_opened_total', site, 'class', opened),
        ...figuresOf('telltale_site_events_closed_total', site, 'disposition', closed),
        { series: makeSeries(site, QUEUE, 'telltale_site_escalations_total'), value: escalated },
        { series: makeSeries(site, QUEUE, 'telltale_site_events_open'), value: open.get(site) ?? 0 },
      );
    }
    return figures;
  }

  #count({ event, previous, action }: DeskChange): void {
    const tally = this.#tallyOf(this.#nameOf(event.site));
    add(tally.signals, event.class, Math.max(0, event.signalCount - (previous?.signalCount ?? 0)));
    if (previous === undefined) add(tally.opened, event.class, 1);
    if (event.state === 'closed' && previous?.state !== 'closed') add(tally.closed, event.disposition ?? 'other', 1);
    if (action?.kind === 'escalate') tally.escalated += 1;
  }

  #nameOf(site: string): string {
    return this.#bySite.has(site) || this.#bySite.size < MAX_SITES ? site : OTHER_SITES;
  }

  #tallyOf(site: string) {
    const known = this.#bySite.get(site);
    if (known !== undefined) return known;
    const made = {
      signals: zeroes(SIGNAL_CLASSES),
      opened: zeroes(SIGNAL_CLASSES),
      closed: zeroes(DISPOSITIONS),
      escalated: 0,
    };
    this.#bySite.set(site, made);
    return made;
  }
}

function figuresOf(metric: string, site: string, label: string, counts: Counts): SiteFigure[] {
  return [...counts].map(([name, value]) => ({
    series: makeSeries(site, QUEUE, metric, { labels: [[label, name]] }),
    value,
  }));
}

function zeroes(names: readonly string[]): Counts {
  return new Map(names.map((name) => [name, 0]));
}

function add(counts: Counts, name: string, count: number): void {
  counts.set(name, (counts.get(name) ?? 0) + count);
}
