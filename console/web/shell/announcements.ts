import type { EventSummary } from '../../server/api-schemas.ts';
import { t, tn } from '../i18n/translate.ts';

/** At most eight digests and four warnings a minute: more than twelve in all say nothing to whoever listens. */
const DIGEST_MILLIS = 7500;
const WARNING_MILLIS = 15_000;

export interface Announced {
  readonly polite: string;
  readonly assertive: string;
}

/** What a screen reader is told of new events: digests, and of the gravest a warning; never one by one. */
export class Announcer {
  readonly #known = new Set<string>();
  #pending: EventSummary[] = [];
  #digestAt = -Infinity;
  #warnedAt = -Infinity;
  #started = false;

  /** The events there are now. What is there at first is not new. */
  note(events: Iterable<EventSummary>, isComplete = true): void {
    for (const event of events) {
      if (this.#known.has(event.id)) continue;
      this.#known.add(event.id);
      if (this.#started && event.state === 'new') this.#pending.push(event);
    }
    if (this.#known.size > MOST_KNOWN) this.#forgetOldest();
    this.#started ||= isComplete;
  }

  /** What is to be said at this moment, if anything. */
  say(nowMillis: number): Partial<Announced> {
    if (this.#pending.length === 0) return {};
    const gravest = this.#pending.find(({ band }) => band === 'P1');
    if (gravest !== undefined && nowMillis - this.#warnedAt >= WARNING_MILLIS) {
      this.#warnedAt = nowMillis;
      this.#pending = this.#pending.filter(({ band }) => band !== 'P1');
      return { assertive: t('announce.grave', { title: short(gravest.title), site: short(gravest.site) }) };
    }
    if (nowMillis - this.#digestAt < DIGEST_MILLIS) return {};
    this.#digestAt = nowMillis;
    const count = this.#pending.length;
    this.#pending = [];
    return { polite: tn('announce.new', count) };
  }

  #forgetOldest(): void {
    const ids = [...this.#known];
    for (const id of ids.slice(0, ids.length - MOST_KNOWN / 2)) this.#known.delete(id);
  }
}

/** Of events that are long gone. */
const MOST_KNOWN = 50_000;
const MOST_CHARACTERS = 120;

function short(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
