import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { SIGNAL_CLASSES, type Signal, type SignalClass } from '../../core/signal.ts';
import { parseDeviceTime, timeReject, type TimeReject } from './device-time.ts';
import { fieldOf, isRecord, parseJson } from './parse-json.ts';
import { Refused } from './refused.ts';

/** Where and when an alarm came in. */
export interface AlarmOrigin {
  readonly site: string;
  readonly sensor: string;
  readonly receivedAtMillis: number;
  /** Tells two arrivals of equal content apart when the device gave neither id nor time. */
  readonly arrivalId: string;
}

export interface DecodedAlarm {
  readonly signal: Signal;
  /** Set when the device's time was not believable; the signal then bears the arrival time. */
  readonly timeReject: TimeReject | undefined;
}

const MAX_TYPE_LENGTH = 100;
const MAX_MESSAGE_LENGTH = 1000;
const MAX_DEVICE_ID_LENGTH = 200;

/**
 * Words that devices use, and the class each belongs to; the first that occurs in the type counts. What would wake people
 * must be a word of its own: a firewall is no fire, what has expired no motion detector.
 */
const CLASS_WORDS: readonly (readonly [RegExp, SignalClass])[] = [
  [/\b(?:(?:fire|smoke|heat)(?: ?(?:alarm|detector|detected|panel))|fire|smoke|flames?)\b/, 'fire'],
  [/\b(?:hold ?up|panic(?: ?button)?|duress)\b/, 'hold-up'],
  [/\b(?:man ?down|fall(?: ?detected)?|fallen|lone ?worker|sos)\b/, 'man-down'],
  [/\b(?:tamper(?:ed|ing)?|sabotage|cover(?: ?(?:open|opened|removed))?)\b/, 'tamper'],
  [
    /\b(?:intrusion|intruder|burglar(?:y)?|(?:motion|movement)(?: ?detect(?:ed|or|ion))?|pir|(?:door|window)s?(?: ?(?:open|opened|forced|contact))?|glass(?: ?break(?:age)?)?|perimeter|contact)\b/,
    'intrusion',
  ],
  [/\b(?:heart|pulse|ecg|spo2)/, 'wellness'],
  [/temperature|humidity|\bwater|\bleak|\bflood|\bgas\b|\bco2\b/, 'environment'],
  [/battery|power|\blink\b|offline|fault|fail|error|clock/, 'technical'],
];

/** Decodes a device alarm: plain text is its type, JSON gives type, class, time, message and id. */
export function decodeAlarm(payload: Buffer, origin: AlarmOrigin): DecodedAlarm | Refused {
  const first = payload.find((byte) => byte > 32);
  if (first === undefined) return new Refused('wrong-type', 'the alarm is empty');
  if (first === 123) {
    const document = parseJson(payload);
    if (document instanceof Refused) return document;
    return isRecord(document) ? alarmFromRecord(document, origin) : new Refused('wrong-type', 'not an object');
  }
  if (!isUtf8(payload)) return new Refused('not-utf8', 'the alarm is not UTF-8 text');
  return alarmFromRecord({ type: payload.toString('utf8').trim() }, origin);
}

/** The same from fields that have been parsed already. */
export function alarmFromRecord(record: Record<string, unknown>, origin: AlarmOrigin): DecodedAlarm | Refused {
  const type = fieldOf(record, 'type') ?? 'alarm';
  if (typeof type !== 'string' || type.trim() === '') return new Refused('wrong-type', '"type" must be text');
  const message = fieldOf(record, 'message') ?? '';
  if (typeof message !== 'string') return new Refused('wrong-type', '"message" must be text');
  const deviceId = fieldOf(record, 'id') ?? undefined;
  if (deviceId !== undefined && typeof deviceId !== 'string' && typeof deviceId !== 'number') {
    return new Refused('wrong-type', '"id" must be text or a number');
  }
  const time = fieldOf(record, 'time') ?? undefined;
  const givenMillis = time === undefined ? undefined : parseDeviceTime(time);
  if (givenMillis !== undefined && !Number.isFinite(givenMillis)) {
    return new Refused('wrong-type', '"time" must be milliseconds or ISO 8601');
  }
  const notBelieved = givenMillis === undefined ? undefined : timeReject(givenMillis, origin.receivedAtMillis);
  const believedMillis = notBelieved === undefined ? givenMillis : undefined;
  const identity = identityOf(type, message, deviceId, believedMillis, origin);
  return {
    timeReject: notBelieved,
    signal: {
      ...identity,
      kind: 'device-alarm',
      type: type.trim().slice(0, MAX_TYPE_LENGTH),
      class: classOf(fieldOf(record, 'class'), type),
      phase: 'entered',
      site: origin.site,
      sensor: origin.sensor,
      observedAtMillis: believedMillis ?? origin.receivedAtMillis,
      receivedAtMillis: origin.receivedAtMillis,
      message: message.slice(0, MAX_MESSAGE_LENGTH),
    },
  };
}

/** The class a device names, else the one its type suggests. */
export function classOf(given: unknown, type: string): SignalClass {
  const named = typeof given === 'string' ? given.trim().toLowerCase() : '';
  const known = SIGNAL_CLASSES.find((signalClass) => signalClass === named);
  if (known !== undefined) return known;
  const text = `${named} ${inWords(type)}`;
  return CLASS_WORDS.find(([words]) => words.test(text))?.[1] ?? 'information';
}

/** `fireAlarm`, `FIRE_ALARM` and `fire-alarm` are `fire alarm`. */
function inWords(type: string): string {
  return type
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .replaceAll(/[^A-Za-z0-9]+/g, ' ')
    .toLowerCase();
}

/**
 * A device's own id, or its content with its own time, names the same occurrence on every delivery.
 * With neither, only the arrival can; a clock that is stuck would make one occurrence of all that ever happen.
 */
function identityOf(
  type: string,
  message: string,
  deviceId: string | number | undefined,
  believedMillis: number | undefined,
  origin: AlarmOrigin,
): { readonly id: string; readonly deviceId?: string } {
  const place = [origin.site, origin.sensor];
  if (deviceId !== undefined) {
    const text = String(deviceId).slice(0, MAX_DEVICE_ID_LENGTH);
    return { id: `alarm:${digest([...place, String(deviceId)])}`, deviceId: text };
  }
  const occurrence = believedMillis === undefined ? origin.arrivalId : String(believedMillis);
  return { id: `alarm:${digest([...place, type, message, occurrence])}` };
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 32);
}
