import type {
  ActionBody,
  EventDetail,
  EventView,
  ProblemView,
  SearchView,
  SeriesHistory,
  SignalPageView,
  SiteNamesView,
  SiteTestView,
  SiteView,
} from '../server/api-schemas.ts';
import type { ChartRange } from './event/chart-data.ts';

/** What the server said no to, in its own words. */
class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'Refused';
    this.status = status;
  }
}

export async function fetchEvent(eventId: string, signal: AbortSignal): Promise<EventDetail> {
  return await ask<EventDetail>(`/api/v1/events/${encodeURIComponent(eventId)}`, { signal });
}

/** So many signals of an event as come before a place in its list, the latest of them. */
export async function fetchSignalsBefore(eventId: string, before: number): Promise<SignalPageView> {
  return await ask<SignalPageView>(
    `/api/v1/events/${encodeURIComponent(eventId)}/signals?before=${before}&limit=200`,
    {},
  );
}

export async function fetchHistory(
  series: string,
  { fromMillis, toMillis, leastReadings }: ChartRange,
  signal: AbortSignal,
): Promise<SeriesHistory> {
  const query = new URLSearchParams({
    series,
    from: String(fromMillis),
    to: String(toMillis),
    least: String(leastReadings),
  });
  return await ask<SeriesHistory>(`/api/v1/history?${query.toString()}`, { signal });
}

export async function postAction(eventId: string, action: ActionBody, idempotencyKey: string): Promise<EventView> {
  const { event } = await ask<{ event: EventView }>(`/api/v1/events/${encodeURIComponent(eventId)}/actions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
    body: JSON.stringify(action),
  });
  return event;
}

export async function putSiteTest(
  site: string,
  test: { readonly until: string; readonly reason: string },
): Promise<SiteTestView> {
  return await ask<SiteTestView>(`/api/v1/site-tests/${encodeURIComponent(site)}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(test),
  });
}

export async function deleteSiteTest(site: string): Promise<void> {
  await askForNothing(`/api/v1/site-tests/${encodeURIComponent(site)}`, { method: 'DELETE' });
}

export async function fetchSite(site: string, sensors: readonly string[], signal: AbortSignal): Promise<SiteView> {
  const query = new URLSearchParams(sensors.map((sensor) => ['sensor', sensor]));
  return await ask<SiteView>(`/api/v1/sites/${encodeURIComponent(site)}?${query.toString()}`, { signal });
}

/** As the address of the search page and the API have it. */
export type SearchQuery = Readonly<Record<string, string>>;

export async function fetchSearch(query: SearchQuery, signal: AbortSignal): Promise<SearchView> {
  return await ask<SearchView>(searchUrl(query), { signal });
}

export function searchUrl(query: SearchQuery, route: 'search' | 'search.csv' = 'search'): string {
  return `/api/v1/${route}?${new URLSearchParams(query).toString()}`;
}

/** By site. */
export async function fetchSiteNames(): Promise<ReadonlyMap<string, SiteNamesView>> {
  const names = await ask<readonly SiteNamesView[]>('/api/v1/site-names', {});
  return new Map(names.map((each) => [each.site, each]));
}

/** Names of those who are signed on. */
export async function fetchPeople(): Promise<readonly string[]> {
  const { signedOn } = await ask<{ readonly signedOn: readonly { readonly person: string }[] }>('/api/v1/roster', {});
  return signedOn.map(({ person }) => person);
}

const TIMEOUT_MILLIS = 15_000;

/** The answer's shape is the server's promise; both sides compile against the same schema. */
export async function ask<T>(url: string, init: RequestInit): Promise<T> {
  const response = await answered(url, init);
  const answer: T = await response.json();
  return answer;
}

export async function askForNothing(url: string, init: RequestInit): Promise<void> {
  await answered(url, init);
}

async function answered(url: string, init: RequestInit): Promise<Response> {
  const signals = [AbortSignal.timeout(TIMEOUT_MILLIS), ...(init.signal == null ? [] : [init.signal])];
  const response = await fetch(url, { ...init, signal: AbortSignal.any(signals) });
  if (!response.ok) throw new Refused(response.status, await refusalText(response));
  return response;
}

async function refusalText(response: Response): Promise<string> {
  const isProblem = response.headers.get('content-type')?.includes('problem+json') ?? false;
  if (!isProblem) return `The server answered ${response.status}.`;
  const { detail, remedy }: ProblemView = await response.json();
  return remedy === undefined ? detail : `${detail} ${remedy}`;
}

export function wordsFor(failure: unknown): string {
  if (failure instanceof Refused) return failure.message;
  return 'Telltale did not answer. Nothing on this page is certain until it does; try again.';
}
