import type { Disposition } from '../action.ts';
import type { Event } from '../event.ts';

/** What an event must be like; what is left out does not matter. */
export interface EventQuery {
  /** Words that must all stand in the title, the site, the sensor or the reason; case does not matter. */
  readonly text?: string;
  readonly site?: string;
  readonly sensor?: string;
  readonly disposition?: Disposition;
  /** Who took or closed it. */
  readonly person?: string;
  /** Opened at or after. */
  readonly fromMillis?: number;
  /** Opened before. */
  readonly untilMillis?: number;
  /** Only of sites that whoever asks may see. */
  readonly sees?: (site: string) => boolean;
}

export interface ArchivePage {
  /** Latest first. */
  readonly events: readonly Event[];
  /** Where to go on; undefined when there is nothing older. */
  readonly next: number | undefined;
  /** How far back this page has looked. */
  readonly searchedToMillis: number | undefined;
}

/** Closed events, found in the audit trail. */
export interface EventArchive {
  /** At most `limit`; `before` is `next` of the page before. Stops early after looking at very much: `next` goes on. */
  search(query: EventQuery, limit: number, before?: number): Promise<ArchivePage>;
}
