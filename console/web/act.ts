import type { ActionBody, EventView, SiteTestView } from '../server/api-schemas.ts';
import { deleteSiteTest, postAction, putSiteTest, wordsFor } from './api.ts';
import type { Wish } from './dialogs.ts';
import { t, tn } from './i18n/translate.ts';
import type { Deed, Notice } from './state.ts';
import type { ConsoleStore } from './store.ts';

/** How many are asked for at once: the desk commits together what comes together. */
const AT_ONCE = 20;
const MOST_KEYS_KEPT = 1000;

/**
 * Sends what the operator decided, one wish after the other in the order in which they were made. The same wish about
 * the same version of an event keeps its idempotency key, so a repeat after a lost answer cannot act twice.
 */
export class Acting {
  readonly #store: ConsoleStore;
  readonly #keys = new Map<string, string>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(store: ConsoleStore) {
    this.#store = store;
  }

  /** What a dialog came to. */
  wish(wish: Wish, eventIds: readonly string[]): void {
    if (wish.kind === 'action') this.act(wish.action, eventIds);
    else this.#testSite(wish, eventIds);
  }

  act(body: ActionBody, eventIds: readonly string[]): void {
    const { pending } = this.#store.state;
    const free = eventIds.filter((id) => pending.get(id) !== body.kind);
    if (free.length === 0) return;
    this.#inTurn(body.kind, free, async () => {
      const outcome = await this.#postAll(body, free);
      const deed: Deed = { kind: body.kind, eventIds: outcome.events.map(({ id }) => id), subject: body.reason };
      const { deeds } = this.#store.state;
      return {
        notice: noticeOf(body.kind, free.length, outcome),
        events: outcome.events,
        deeds: deed.eventIds.length === 0 ? deeds : [...deeds, deed],
      };
    });
  }

  /** Takes the last thing back that was done here; with nothing left, the last action on the selected event. */
  undo(selectedId: string | undefined): void {
    this.#last = this.#last.then(async () => await this.#undoLatest(selectedId));
  }

  /** Once everything before it has ended: what the latest thing is shows only then. */
  async #undoLatest(selectedId: string | undefined): Promise<void> {
    const { deeds } = this.#store.state;
    const deed = deeds.at(-1);
    const eventIds = deed?.eventIds ?? (selectedId === undefined ? [] : [selectedId]);
    if (eventIds.length === 0) return;
    await this.#carryOut('undo', eventIds, async () => {
      if (deed?.kind === 'site-test') {
        await deleteSiteTest(deed.subject ?? '');
        return { notice: done(t('done.undo')), events: [], deeds: deeds.slice(0, -1) };
      }
      const outcome = await this.#postAll(inverseOf(deed), eventIds);
      const failed = outcome.events.length === 0;
      return {
        notice: noticeOf('undo', eventIds.length, outcome),
        events: outcome.events,
        deeds: failed ? deeds : deeds.slice(0, -1),
      };
    });
  }

  #testSite({ until, reason }: Extract<Wish, { kind: 'site-test' }>, eventIds: readonly string[]): void {
    const { events } = this.#store.state.list;
    const site = events.get(eventIds[0] ?? '')?.site;
    if (site === undefined) return;
    this.#inTurn('site-test', eventIds, async () => {
      const test: SiteTestView = await putSiteTest(site, { until, reason });
      const deed: Deed = { kind: 'site-test', eventIds, subject: site };
      return {
        notice: done(t('done.siteTest', { site: test.site })),
        events: [],
        deeds: [...this.#store.state.deeds, deed],
      };
    });
  }

  #inTurn(kind: Deed['kind'], eventIds: readonly string[], work: () => Promise<Ended>): void {
    this.#store.tell({ type: 'action-started', eventIds, kind });
    this.#last = this.#last.then(async () => await this.#carryOut(kind, eventIds, work));
  }

  async #carryOut(kind: Deed['kind'], eventIds: readonly string[], work: () => Promise<Ended>): Promise<void> {
    const { tell } = this.#store;
    tell({ type: 'action-started', eventIds, kind });
    try {
      tell({ type: 'action-ended', eventIds, ...(await work()) });
    } catch (failure) {
      tell({ type: 'action-ended', eventIds, notice: { tone: 'refused', text: wordsFor(failure) }, events: [] });
    }
  }

  async #postAll(body: ActionBody, eventIds: readonly string[]): Promise<Outcome> {
    const events: EventView[] = [];
    const refusals: string[] = [];
    for (let from = 0; from < eventIds.length; from += AT_ONCE) {
      const part = eventIds.slice(from, from + AT_ONCE);
      const results = await Promise.allSettled(
        part.map(async (id) => await postAction(id, body, this.#keyFor(id, body))),
      );
      for (const result of results) {
        if (result.status === 'fulfilled') events.push(result.value);
        else refusals.push(wordsFor(result.reason));
      }
    }
    return { events, refusals };
  }

  #keyFor(eventId: string, body: ActionBody): string {
    const wish = JSON.stringify([eventId, this.#store.state.list.events.get(eventId)?.version, body]);
    const key = this.#keys.get(wish) ?? crypto.randomUUID();
    this.#keys.set(wish, key);
    const oldest = this.#keys.keys().next();
    if (this.#keys.size > MOST_KEYS_KEPT && oldest.done !== true) this.#keys.delete(oldest.value);
    return key;
  }
}

interface Ended {
  readonly notice: Notice;
  readonly events: readonly EventView[];
  readonly deeds: readonly Deed[];
}

interface Outcome {
  readonly events: readonly EventView[];
  readonly refusals: readonly string[];
}

/** Merging has an inverse of its own, and a note that was written is withdrawn by another. */
function inverseOf(deed: Deed | undefined): ActionBody {
  if (deed?.kind === 'merge') return { kind: 'unmerge' };
  if (deed?.kind === 'note') return { kind: 'note', reason: t('note.withdrawn', { note: deed.subject ?? '' }) };
  return { kind: 'undo' };
}

function noticeOf(kind: ActionBody['kind'], wanted: number, { events, refusals }: Outcome): Notice {
  const [first] = refusals;
  if (first === undefined) return done(wanted === 1 ? t(`done.${kind}`) : tn('done.many', events.length));
  if (wanted === 1) return { tone: 'refused', text: first };
  return { tone: 'refused', text: t('done.some', { done: events.length, refused: refusals.length, why: first }) };
}

function done(text: string): Notice {
  return { tone: 'done', text };
}
