import { createHash } from 'node:crypto';
import type { Signal, SignalClass } from '../../core/signal.ts';
import { classOf } from '../formats/decode-alarm.ts';
import { parseDeviceTime, timeReject, type TimeReject } from '../formats/device-time.ts';
import { MAX_NAME_LENGTH } from '../formats/name-length.ts';
import { fieldOf, isRecord } from '../formats/parse-json.ts';
import { Refused } from '../formats/refused.ts';

/** What Telltale itself sends to Alertmanager: taken in again it would be sent again, for ever. */
const OWN_ALERTS: ReadonlySet<string> = new Set(['TelltaleEvent', 'TelltaleTest']);
const MAX_TYPE_LENGTH = 100;
const MAX_MESSAGE_LENGTH = 1000;
/** Severities that wake nobody, as mixins use them. */
const FOR_INFORMATION: ReadonlySet<string> = new Set(['info', 'none']);

export interface AlertOrigin {
  /** Of alerts without a label `site`. */
  readonly site: string;
  readonly receivedAtMillis: number;
}

export interface DecodedAlert {
  readonly signal: Signal;
  readonly timeReject: TimeReject | undefined;
}

/**
 * One element of `alerts` in what Alertmanager's webhook sends (version 4); `own` for one that came from here. The same alert has the same id
 * through whatever group and receiver it comes and however often it is repeated: it is one from its beginning to its end.
 */
export function signalOfAlert(alert: unknown, { site, receivedAtMillis }: AlertOrigin): DecodedAlert | Refused | 'own' {
  if (!isRecord(alert)) return new Refused('wrong-type', 'an alert must be an object');
  const labels = textsIn(fieldOf(alert, 'labels'));
  const name = labels.get('alertname') ?? '';
  if (name === '') return new Refused('wrong-type', 'the alert has no label "alertname"');
  if (OWN_ALERTS.has(name)) return 'own';
  const status = fieldOf(alert, 'status');
  if (status !== 'firing' && status !== 'resolved') {
    return new Refused('wrong-type', '"status" must be firing or resolved');
  }
  const startsAt = fieldOf(alert, 'startsAt');
  const givenMillis = parseDeviceTime(status === 'firing' ? startsAt : fieldOf(alert, 'endsAt'));
  if (!Number.isFinite(givenMillis)) return new Refused('wrong-type', '"startsAt" and "endsAt" must be ISO 8601');
  const notBelieved = timeReject(givenMillis, receivedAtMillis);
  const fingerprint = fieldOf(alert, 'fingerprint');
  const occurrence = `alert:${digest([typeof fingerprint === 'string' ? fingerprint : [...labels], startsAt])}`;
  return {
    timeReject: notBelieved,
    signal: {
      id: status === 'firing' ? occurrence : `${occurrence}:left`,
      kind: 'device-alarm',
      type: name.slice(0, MAX_TYPE_LENGTH),
      class: classOfAlert(name, labels),
      phase: status === 'firing' ? 'entered' : 'left',
      site: (labels.get('site') ?? site).slice(0, MAX_NAME_LENGTH),
      sensor: sensorOf(labels, name).slice(0, MAX_NAME_LENGTH),
      observedAtMillis: notBelieved === undefined ? givenMillis : receivedAtMillis,
      receivedAtMillis,
      message: messageOf(textsIn(fieldOf(alert, 'annotations'))).slice(0, MAX_MESSAGE_LENGTH),
    },
  };
}

function sensorOf(labels: ReadonlyMap<string, string>, name: string): string {
  return labels.get('sensor') ?? labels.get('instance') ?? labels.get('job') ?? name;
}

/** What Prometheus watches is technical unless the alert says, or its name suggests, something graver. */
function classOfAlert(name: string, labels: ReadonlyMap<string, string>): SignalClass {
  const suggested = classOf(labels.get('class'), name);
  if (suggested !== 'information' || labels.get('class') === 'information') return suggested;
  return FOR_INFORMATION.has(labels.get('severity') ?? '') ? 'information' : 'technical';
}

function messageOf(annotations: ReadonlyMap<string, string>): string {
  const texts = ['summary', 'description', 'message'].map((name) => annotations.get(name)?.trim() ?? '');
  return [...new Set(texts.filter((text) => text !== ''))].join(' ');
}

/** Fields that hold text and are not empty, in the order of their names. */
function textsIn(fields: unknown): ReadonlyMap<string, string> {
  if (!isRecord(fields)) return new Map();
  const texts = Object.entries(fields).filter((entry): entry is [string, string] => isText(entry[1]));
  return new Map(texts.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 32);
}
