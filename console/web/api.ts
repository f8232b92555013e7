import type { ActionBody, EventDetail, EventView, ProblemView, SeriesHistory } from '../server/api-schemas.ts';
import type { ChartRange } from './chart-data.ts';

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
