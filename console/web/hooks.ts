import { useEffect, useRef, useState } from 'preact/hooks';
import type { EventDetail, SearchView, SeriesHistory, SiteView } from '../server/api-schemas.ts';
import { fetchEvent, fetchHistory, fetchSearch, fetchSite, wordsFor, type SearchQuery } from './api.ts';
import type { ChartRange } from './event/chart-data.ts';
import { followStream } from './live.ts';
import type { Live } from './shell/live-context.ts';
import { hrefOf, parseRoute, replaceRoute } from './shell/router.ts';
import type { ConsoleState } from './state.ts';
import type { ConsoleStore } from './store.ts';

const TICK_MILLIS = 1000;

/** The state of the page, fed by the live stream and a clock. */
export function useConsole(store: ConsoleStore): ConsoleState {
  const [state, setState] = useState(store.state);
  useEffect(() => store.subscribe(setState), [store]);
  useEffect(() => followStream(store.tell), [store]);
  useEffect(() => {
    const timer = setInterval(
      () => store.tell({ type: 'tick', atMillis: performance.now(), wallMillis: Date.now() }),
      TICK_MILLIS,
    );
    return () => clearInterval(timer);
  }, [store]);
  return state;
}

export interface Fetched<T> {
  readonly value: T | undefined;
  readonly problem: string | undefined;
}

/** The last answer for `key`, asked for again whenever `again` changes; an older answer never overwrites a newer one. */
function useFetched<T>(key: string, again: unknown, ask: (signal: AbortSignal) => Promise<T>): Fetched<T> {
  const [fetched, setFetched] = useState<Fetched<T> & { readonly key: string }>({
    key,
    value: undefined,
    problem: undefined,
  });
  const latestAsk = useRef(ask);
  latestAsk.current = ask;
  useEffect(() => {
    const abort = new AbortController();
    latestAsk.current(abort.signal).then(
      (value) => setFetched({ key, value, problem: undefined }),
      (failure: unknown) => {
        if (abort.signal.aborted) return;
        setFetched((before) => ({
          key,
          value: before.key === key ? before.value : undefined,
          problem: wordsFor(failure),
        }));
      },
    );
    return () => abort.abort();
  }, [key, again]);
  return fetched.key === key ? fetched : { value: undefined, problem: undefined };
}

/** The selected event with its signals and history, fetched again with each version. */
export function useEventDetail(eventId: string, version: number): Fetched<EventDetail> {
  return useFetched(eventId, version, (signal) => fetchEvent(eventId, signal));
}

/** What is known of a site, with the cameras that look at these sensors. */
export function useSite(site: string, sensors: readonly string[]): Fetched<SiteView> {
  return useFetched(site, sensors.join('\n'), (signal) => fetchSite(site, sensors, signal));
}

/** Events that were, and that are, by what is asked for. */
export function useSearch(query: SearchQuery, again: unknown): Fetched<SearchView> {
  return useFetched(JSON.stringify(query), again, (signal) => fetchSearch(query, signal));
}

export function useSeriesHistory(series: string, range: ChartRange, again: unknown): Fetched<SeriesHistory> {
  return useFetched(series, again, (signal) => fetchHistory(series, range, signal));
}

/**
 * `#/events/<id>`, as messages carry it, opens the event; what is selected stands in the address. Only an address that
 * a person followed is read, never the one that is written here: it may be older than the last key.
 */
export function useEventLink({ state: { selectedId }, store }: Pick<Live, 'state' | 'store'>): void {
  useEffect(() => {
    const abort = new AbortController();
    const follow = (): void => void openLinked(store, abort.signal);
    follow();
    window.addEventListener('hashchange', follow, { signal: abort.signal });
    return () => abort.abort();
  }, [store]);
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) replaceRoute(selectedId === undefined ? hrefOf('queue') : hrefOf('events', [selectedId]));
    isFirst.current = false;
  }, [selectedId]);
}

async function openLinked(store: ConsoleStore, signal: AbortSignal): Promise<void> {
  const { path, segments } = parseRoute(location.hash);
  const linkedId = path === 'events' ? segments[0] : undefined;
  const { selectedId } = store.state;
  if (linkedId === undefined || linkedId === selectedId) return;
  // Whoever selects something while the answer is under way wants that.
  const isWanted = (): boolean => !signal.aborted && store.state.selectedId === selectedId;
  try {
    const event = await fetchEvent(linkedId, signal);
    if (isWanted()) store.tell({ type: 'linked', event });
  } catch (failure) {
    if (isWanted()) store.tell({ type: 'link-failed', text: wordsFor(failure) });
  }
}
