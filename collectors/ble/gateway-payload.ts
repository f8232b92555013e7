import type { RejectReason } from '../../core/reject-reason.ts';
import { normaliseAddress } from './address.ts';
import { AD_MANUFACTURER_DATA, AD_SERVICE_DATA_16, MAX_ADVERTISEMENT_BYTES } from './codec/advertisement.ts';
import { partsOf, plausibleRssi, type Sighting } from './sighting.ts';

export const MAX_PAYLOAD_BYTES = 262_144;
export const MAX_SIGHTINGS = 2000;

export interface Refusal {
  readonly reason: RejectReason;
  readonly detail: string;
}

export interface GatewayPayload {
  readonly sightings: readonly Sighting[];
  readonly refusals: readonly Refusal[];
}

const ADDRESS_FIELDS = ['mac', 'id', 'addr', 'address'];
const RAW_FIELDS = ['rawData', 'raw', 'adv', 'data', 'advData'];
const WHOLE_BYTES = /^(?:[0-9a-f]{2})*$/i;
const UUID16 = /^([0-9a-f]{2})([0-9a-f]{2})$/;
const BLUETOOTH_BASE_UUID = /^0000([0-9a-f]{2})([0-9a-f]{2})-0000-1000-8000-00805f9b34fb$/;

/** Reads what a gateway publishes: a JSON object, or an array of them, one a heard advertisement. */
export function readGatewayPayload(payload: Uint8Array): GatewayPayload {
  if (payload.length > MAX_PAYLOAD_BYTES) return refused('too-large', `payload of ${payload.length} bytes`);
  const text = decodeText(payload);
  if (text === undefined) return refused('not-utf8', 'payload is not UTF-8');
  const json = parseJson(text);
  if (json === undefined) return refused('not-json', 'payload is not JSON');
  const items: readonly unknown[] = Array.isArray(json) ? json : [json];
  const results = items.slice(0, MAX_SIGHTINGS).map(readItem);
  const sightings = results.flatMap((result) => (result !== undefined && 'device' in result ? [result] : []));
  const refusals = results.flatMap((result) => (result !== undefined && 'reason' in result ? [result] : []));
  if (items.length > MAX_SIGHTINGS) refusals.push({ reason: 'too-large', detail: `${items.length} advertisements` });
  return { sightings, refusals };
}

function refused(reason: RejectReason, detail: string): GatewayPayload {
  return { sightings: [], refusals: [{ reason, detail }] };
}

function decodeText(payload: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(payload);
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `undefined` for what is no advertisement and no fault either: gateways report on themselves in between. */
function readItem(item: unknown): Sighting | Refusal | undefined {
  if (!isRecord(item)) return { reason: 'wrong-type', detail: 'an advertisement is a JSON object' };
  if (item['type'] === 'Gateway') return undefined;
  const device = firstString(item, ADDRESS_FIELDS, normaliseAddress);
  if (device === undefined)
    return { reason: 'wrong-type', detail: `no device address in ${ADDRESS_FIELDS.join(', ')}` };
  const advertisement = parseHex(advertisementHex(item));
  if ('reason' in advertisement) return advertisement;
  return { device, rssiDbm: plausibleRssi(item['rssi']), ...partsOf(advertisement) };
}

type Item = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first of these fields whose text `convert` accepts. */
function firstString<Result>(
  item: Item,
  fields: readonly string[],
  convert: (text: string) => Result | undefined,
): Result | undefined {
  for (const field of fields) {
    const value = item[field];
    const result = typeof value === 'string' ? convert(value) : undefined;
    if (result !== undefined) return result;
  }
  return undefined;
}

/** The advertisement in hexadecimal: whole, or put together from the parts into which OpenMQTTGateway splits it. */
function advertisementHex(item: Item): string {
  const raw = firstString(item, RAW_FIELDS, (text) => text.replace(/^0x/i, ''));
  if (raw !== undefined) return raw;
  const uuid = firstString(item, ['servicedatauuid'], littleEndianUuid16);
  const serviceData = firstString(item, ['servicedata'], (text) => (uuid === undefined ? undefined : uuid + text));
  return (
    structureHex(
      AD_MANUFACTURER_DATA,
      firstString(item, ['manufacturerdata'], (text) => text),
    ) + structureHex(AD_SERVICE_DATA_16, serviceData)
  );
}

function structureHex(type: number, data: string | undefined): string {
  return data === undefined ? '' : twoDigits(data.length / 2 + 1) + twoDigits(type) + data;
}

function twoDigits(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** `aafe` for `0xFEAA`, `feaa` or the 128-bit form; `undefined` when it has no 16-bit form. */
function littleEndianUuid16(text: string): string | undefined {
  const uuid = text.toLowerCase().replace(/^0x/, '');
  const [, high, low] = UUID16.exec(uuid) ?? BLUETOOTH_BASE_UUID.exec(uuid) ?? [];
  return high === undefined || low === undefined ? undefined : low + high;
}

function parseHex(hex: string): Uint8Array | Refusal {
  if (hex.length > 2 * MAX_ADVERTISEMENT_BYTES) return { reason: 'too-large', detail: 'advertisement too long' };
  if (!WHOLE_BYTES.test(hex)) return { reason: 'bad-frame', detail: 'advertisement is not hexadecimal' };
  return Buffer.from(hex, 'hex');
}
