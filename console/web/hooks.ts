import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { EventDetail, SeriesHistory } from '../server/api-schemas.ts';
import { fetchEvent, fetchHistory, wordsFor } from './api.ts';
import type { ChartRange } from './chart-data.ts';
import { followStream } from './live.ts';
import { hrefOf, replaceRoute, type Route } from './shell/router.ts';
import { initialState, reduce, type ConsoleState, type Happening } from './state.ts';

const TICK_MILLIS = 1000;

/** The state of the page, fed by the live stream and a clock. */
export function useConsole(): readonly [ConsoleState, (happening: Happening) => void] {
  const [state, tell] = useReducer(reduce, undefined, () => initialState(Date.now(), performance.now()));
  useEffect(() => followStream(tell), []);
  useEffect(() => {
    const timer = setInterval(
      () => tell({ type: 'tick', atMillis: performance.now(), wallMillis: Date.now() }),
      TICK_MILLIS,
    );
    return () => clearInterval(timer);
  }, []);
  return [state, tell];
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

export function useSeriesHistory(series: string, range: ChartRange, again: unknown): Fetched<SeriesHistory> {
  return useFetched(series, again, (signal) => fetchHistory(series, range, signal));
}

export function usePrefersDark(): boolean {
  const query = window.matchMedia('(prefers-color-scheme: dark)');
  const [dark, setDark] = useState(query.matches);
  useEffect(() => {
    const listen = ({ matches }: MediaQueryListEvent): void => setDark(matches);
    query.addEventListener('change', listen);
    return () => query.removeEventListener('change', listen);
  }, []);
  return dark;
}

/** `#/events/<id>`, as messages carry it, opens the event; what is open stands in the address. */
export function useEventLink(route: Route, selectedId: string | undefined, tell: (happening: Happening) => void): void {
  const linkedId = route.path === 'events' ? route.segments[0] : undefined;
  const shown = useRef(selectedId);
  shown.current = selectedId;
  useEffect(() => {
    if (linkedId === undefined || linkedId === shown.current) return;
    fetchEvent(linkedId, new AbortController().signal).then(
      (event) => tell({ type: 'linked', event }),
      (failure: unknown) => tell({ type: 'link-failed', text: wordsFor(failure) }),
    );
  }, [linkedId]);
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) replaceRoute(selectedId === undefined ? hrefOf('queue') : hrefOf('events', [selectedId]));
    isFirst.current = false;
  }, [selectedId]);
}
