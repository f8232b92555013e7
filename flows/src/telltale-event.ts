/** One event of the queue, as Telltale's stream sends it; further fields are passed on as they come. */
export interface TelltaleEvent {
  readonly id: string;
  /** Rises by one with each change of the event; moves of its priority alone are no change. */
  readonly version: number;
  readonly state: string;
  readonly site: string;
  readonly sensor: string;
  readonly [field: string]: unknown;
}

/** The events of a `snapshot` or `events` message; throws when it is not one. */
export function parseEvents(data: string): readonly TelltaleEvent[] {
  const message: unknown = JSON.parse(data);
  if (!isRecord(message) || !Array.isArray(message['events'])) throw new Error('no events in message');
  const events: readonly unknown[] = message['events'];
  return events.map((event) => {
    if (!isTelltaleEvent(event)) throw new Error('malformed event');
    return event;
  });
}

function isTelltaleEvent(value: unknown): value is TelltaleEvent {
  return (
    isRecord(value) &&
    ['id', 'state', 'site', 'sensor'].every((field) => typeof value[field] === 'string') &&
    typeof value['version'] === 'number'
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
