import { isRecord, TelltaleError } from './telltale-api.ts';

/** A message as it comes out of any node. */
export type Message = Readonly<Record<string, unknown>>;

/** What a node's own settings say; empty where the message is to say it. */
export interface Place {
  readonly site: string;
  readonly sensor: string;
}

export interface ReadingRow {
  readonly site: string;
  readonly sensor: string;
  readonly metric: string;
  readonly value: number;
  readonly time?: number | string;
  readonly unit?: string;
}

export interface SignalRow {
  readonly site: string;
  readonly sensor: string;
  readonly type: string;
  readonly class?: string;
  readonly message?: string;
  readonly time?: number | string;
  readonly id?: string;
}

/**
 * The readings in a message: a number, `{value, time, unit, …}`, an object of several metrics, or a list of these. A field of the
 * payload goes before one of the message, and that before the node's settings.
 */
export function readingsIn(message: Message, settings: Place & { readonly metric: string }): readonly ReadingRow[] {
  const { payload } = message;
  const items: readonly unknown[] = Array.isArray(payload) ? payload : [payload];
  return items.flatMap((item) => rowsOf(item, message, settings));
}

function rowsOf(item: unknown, message: Message, settings: Place & { readonly metric: string }): readonly ReadingRow[] {
  const fields = isRecord(item) ? item : { value: item };
  const place = placeOf(fields, message, settings);
  const about = { ...timeIn(fields, message), ...textIn('unit', fields, message) };
  const metric = text(fields['metric']) ?? text(message['metric']) ?? settings.metric;
  if ('value' in fields) {
    if (metric === '') throw missing('metric');
    return [{ ...place, metric, value: numberOf(fields['value']), ...about }];
  }
  const metrics = Object.entries(fields).filter(([name]) => !NOT_METRICS.has(name));
  if (metrics.length === 0) throw new TelltaleError('The payload has no value.', 'no value');
  const time = timeIn(fields, message);
  const { site, sensor } = place;
  return metrics.map(([name, value]) => Object.assign({ site, sensor, metric: name, value: numberOf(value) }, time));
}

const NOT_METRICS: ReadonlySet<string> = new Set(['site', 'sensor', 'metric', 'time', 'unit']);

/** A device alarm: text, or `{type, class, message, time, id, …}`. */
export function signalIn(
  message: Message,
  settings: Place & { readonly type: string; readonly class: string },
): SignalRow {
  const { payload } = message;
  const fields = isRecord(payload) ? payload : {};
  const type = text(fields['type']) ?? text(message['type']) ?? (settings.type || text(payload));
  if (type === undefined) throw missing('type');
  const signalClass = text(fields['class']) ?? text(message['class']) ?? settings.class;
  const said = text(fields['message']) ?? text(payload);
  return {
    ...placeOf(fields, message, settings),
    type,
    ...(signalClass === '' ? {} : { class: signalClass }),
    ...(said === undefined ? {} : { message: said }),
    ...timeIn(fields, message),
    ...textIn('id', fields, {}),
  };
}

export interface ActionRequest {
  readonly eventId: string;
  readonly body: {
    readonly kind: string;
    readonly disposition?: string;
    readonly reason?: string;
    readonly until?: string;
  };
}

/** What is to be done about which event: the message may be one of the events node, or name `eventId`. */
export function actionIn(
  message: Message,
  settings: { readonly action: string; readonly disposition: string; readonly reason: string },
): ActionRequest {
  const { payload } = message;
  const eventId = text(message['eventId']) ?? (isRecord(payload) ? text(payload['id']) : undefined);
  if (eventId === undefined) throw missing('eventId');
  const kind = settings.action || text(message['action']);
  if (kind === undefined) throw missing('action');
  const disposition = text(message['disposition']) ?? settings.disposition;
  const reason = text(message['reason']) ?? settings.reason;
  return {
    eventId,
    body: {
      kind,
      ...(kind === 'close' && disposition !== '' ? { disposition } : {}),
      ...(reason === '' ? {} : { reason }),
      ...textIn('until', {}, message),
    },
  };
}

export function placeOf(fields: Message, message: Message, settings: Place): Place {
  const site = text(fields['site']) ?? text(message['site']) ?? settings.site;
  const sensor = text(fields['sensor']) ?? text(message['sensor']) ?? settings.sensor;
  if (site === '') throw missing('site');
  if (sensor === '') throw missing('sensor');
  return { site, sensor };
}

function timeIn(fields: Message, message: Message): { readonly time?: number | string } {
  const time = fields['time'] ?? message['time'];
  if (time instanceof Date) return { time: time.toISOString() };
  return typeof time === 'number' || typeof time === 'string' ? { time } : {};
}

function textIn<Name extends string>(name: Name, fields: Message, message: Message): Partial<Record<Name, string>> {
  const value = text(fields[name]) ?? text(message[name]);
  if (value === undefined) return {};
  const found: Partial<Record<Name, string>> = {};
  found[name] = value;
  return found;
}

/** Devices often send numbers as text. */
export function numberOf(value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  if (typeof number === 'boolean') return number ? 1 : 0;
  throw new TelltaleError(`${JSON.stringify(value)?.slice(0, 100) ?? 'nothing'} is no number.`, 'no number');
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function missing(field: string): TelltaleError {
  return new TelltaleError(`There is no ${field}: set it in the node, or send msg.${field}.`, `no ${field}`);
}
