import { decoded, malformed, toHex, viewOf, type Decoded } from './decoded.ts';

/** Plain telemetry of a beacon, frame type 0x20 version 0. */
export interface EddystoneTelemetry {
  readonly frame: 'telemetry';
  /** `undefined` when the beacon is not run from a battery. */
  readonly batteryMillivolts: number | undefined;
  readonly temperatureCelsius: number | undefined;
  /** Since power-up. */
  readonly advertisementCount: number;
  readonly uptimeSeconds: number;
}

/** Who the beacon is, frame type 0x00. */
export interface EddystoneUid {
  readonly frame: 'uid';
  /** 20 hexadecimal digits. */
  readonly namespace: string;
  /** 12 hexadecimal digits. */
  readonly instance: string;
}

/** URL, ephemeral and encrypted frames: a sign of life without content that is read here. */
export interface EddystoneOther {
  readonly frame: 'other';
}

export type Eddystone = EddystoneTelemetry | EddystoneUid | EddystoneOther;

export const EDDYSTONE_SERVICE_UUID16 = 0xfeaa;

const FRAME_UID = 0x00;
const FRAME_TELEMETRY = 0x20;
const PLAIN_TELEMETRY_VERSION = 0x00;
const TELEMETRY_LENGTH = 14;
/** Frame type, power, namespace, instance; newer senders add two reserved bytes. */
const UID_LENGTHS: ReadonlySet<number> = new Set([18, 20]);
/** The temperature -128 means that there is none. */
const NO_TEMPERATURE = -0x8000;

/** Service data of 0xFEAA, after the service UUID. Big-endian, unlike the rest of Bluetooth. */
export function decodeEddystone(data: Uint8Array): Decoded<Eddystone> {
  const [frameType, version] = data;
  if (frameType === undefined) return malformed('Eddystone frame is empty');
  if (frameType === FRAME_UID) return decodeUid(data);
  if (frameType === FRAME_TELEMETRY && version === PLAIN_TELEMETRY_VERSION) return decodeTelemetry(data);
  return decoded({ frame: 'other' });
}

function decodeUid(data: Uint8Array): Decoded<EddystoneUid> {
  if (!UID_LENGTHS.has(data.length)) return malformed('Eddystone UID has the wrong length');
  return decoded({ frame: 'uid', namespace: toHex(data.subarray(2, 12)), instance: toHex(data.subarray(12, 18)) });
}

function decodeTelemetry(data: Uint8Array): Decoded<EddystoneTelemetry> {
  if (data.length !== TELEMETRY_LENGTH) return malformed('Eddystone telemetry has the wrong length');
  const view = viewOf(data);
  const millivolts = view.getUint16(2);
  const temperature = view.getInt16(4);
  return decoded({
    frame: 'telemetry',
    batteryMillivolts: millivolts === 0 ? undefined : millivolts,
    temperatureCelsius: temperature === NO_TEMPERATURE ? undefined : temperature / 256,
    advertisementCount: view.getUint32(6),
    uptimeSeconds: view.getUint32(10) / 10,
  });
}
