import { decoded, malformed, viewOf, type Decoded } from './decoded.ts';

/** Heart Rate Measurement, characteristic 0x2A37 (Heart Rate Service 1.0, section 3.1). */
export interface HeartRateMeasurement {
  readonly heartRateBpm: number;
  /** Whether the sensor touches skin; `undefined` when it cannot tell. */
  readonly hasContact: boolean | undefined;
  /** Since the last reset; stays at 65535 once it gets there. */
  readonly energyExpendedKilojoules: number | undefined;
  /** Times between beats, oldest first. */
  readonly rrIntervalsMilliseconds: readonly number[];
}

const FLAG_U16 = 0b0000_0001;
const FLAG_CONTACT = 0b0000_0010;
const FLAG_CONTACT_SUPPORTED = 0b0000_0100;
const FLAG_ENERGY = 0b0000_1000;
const FLAG_RR = 0b0001_0000;

/** RR intervals come in 1/1024 s. */
const RR_UNITS_PER_SECOND = 1024;

export function decodeHeartRateMeasurement(bytes: Uint8Array): Decoded<HeartRateMeasurement> {
  const flags = bytes[0];
  if (flags === undefined) return malformed('heart rate measurement is empty');
  const heartRateLength = (flags & FLAG_U16) === 0 ? 1 : 2;
  const energyLength = (flags & FLAG_ENERGY) === 0 ? 0 : 2;
  const rrOffset = 1 + heartRateLength + energyLength;
  const rrLength = bytes.length - rrOffset;
  if (rrLength < 0) return malformed('heart rate measurement is too short');
  if (rrLength % 2 !== 0) return malformed('heart rate measurement has an odd trailing byte');
  if (rrLength > 0 && (flags & FLAG_RR) === 0) return malformed('heart rate measurement has unannounced bytes');
  const view = viewOf(bytes);
  return decoded({
    heartRateBpm: heartRateLength === 1 ? view.getUint8(1) : view.getUint16(1, true),
    hasContact: (flags & FLAG_CONTACT_SUPPORTED) === 0 ? undefined : (flags & FLAG_CONTACT) !== 0,
    energyExpendedKilojoules: energyLength === 0 ? undefined : view.getUint16(1 + heartRateLength, true),
    rrIntervalsMilliseconds: readRrIntervals(view, rrOffset),
  });
}

function readRrIntervals(view: DataView, begin: number): readonly number[] {
  const intervals: number[] = [];
  for (let offset = begin; offset < view.byteLength; offset += 2) {
    intervals.push((view.getUint16(offset, true) * 1000) / RR_UNITS_PER_SECOND);
  }
  return intervals;
}
