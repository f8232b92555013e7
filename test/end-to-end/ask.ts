import type { ActionBody, EventDetail, EventView, SignalPageView } from '../../console/server/api-schemas.ts';
import type { TelltaleProcess } from '../support/telltale-process.ts';
import { until } from '../support/until.ts';

/** What the tests ask of a running Telltale, by its HTTP interface. */

const OPENS_WITHIN_MILLIS = 10_000;
/** Slow enough that several who wait stay below the limit of requests an address has. */
const LOOK_MILLIS = 50;

export async function openEvents(telltale: TelltaleProcess): Promise<readonly EventView[]> {
  return await telltale.get<EventView[]>('/api/v1/events?state=open');
}

export async function eventDetail(telltale: TelltaleProcess, eventId: string): Promise<EventDetail> {
  return await telltale.get<EventDetail>(`/api/v1/events/${eventId}`);
}

/** Of all its signals, the latest page first. */
export async function signalIdsOf(telltale: TelltaleProcess, eventId: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let before = ''; ;) {
    const page = await telltale.get<SignalPageView>(`/api/v1/events/${eventId}/signals${before}`);
    ids.push(...page.signals.map(({ id }) => id));
    if (page.earlierBefore === null) return ids;
    before = `?before=${page.earlierBefore}`;
  }
}

/** The open event of a sensor, as soon as there is one. */
export async function eventOfSensor(telltale: TelltaleProcess, sensor: string): Promise<EventView> {
  return await until(
    `an event of ${sensor}`,
    async () => (await openEvents(telltale)).find((event) => event.sensor === sensor),
    OPENS_WITHIN_MILLIS,
    LOOK_MILLIS,
  );
}

export async function act(telltale: TelltaleProcess, eventId: string, action: ActionBody): Promise<void> {
  const response = await post(telltale, `/api/v1/events/${eventId}/actions`, JSON.stringify(action));
  if (!response.ok) throw new Error(`${action.kind} was answered with ${response.status}: ${await response.text()}`);
}

export async function post(
  telltale: TelltaleProcess,
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  contentType = 'application/json',
): Promise<Response> {
  return await fetch(`${telltale.url}${path}`, { method: 'POST', body, headers: { 'content-type': contentType } });
}
