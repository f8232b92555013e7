import { decodeBatteryLevel } from './codec/battery-level.ts';
import type { Decoded } from './codec/decoded.ts';
import { decodeEddystone, EDDYSTONE_SERVICE_UUID16, type Eddystone } from './codec/eddystone.ts';
import { decodeHeartRateMeasurement } from './codec/heart-rate-measurement.ts';
import { APPLE_COMPANY_ID, decodeIBeacon } from './codec/ibeacon.ts';
import { batteryMeasurement, heartRateMeasurements, type Measurement } from './measurement.ts';
import type { Sighting } from './sighting.ts';

const HEART_RATE_SERVICE_UUID16 = 0x180d;
const BATTERY_SERVICE_UUID16 = 0x180f;

/** What an advertisement says. */
export interface Interpretation {
  /** Who a beacon says it is: `ibeacon:uuid:major:minor` or `eddystone:namespace:instance`. */
  readonly identity: string | undefined;
  readonly measurements: readonly Measurement[];
  /** Whether anything in it was understood, a mere sign of life included. */
  readonly isUnderstood: boolean;
  readonly faults: readonly string[];
}

type Part = Decoded<{ readonly identity?: string; readonly measurements?: readonly Measurement[] }>;

export function interpretSighting(sighting: Sighting): Interpretation {
  const parts = [...manufacturerParts(sighting), ...serviceParts(sighting)];
  const understood = parts.flatMap((part) => (part.ok ? [part.value] : []));
  const faults = parts.flatMap((part) => (part.ok ? [] : [part.fault]));
  return {
    identity: understood.find((part) => part.identity !== undefined)?.identity,
    measurements: understood.flatMap((part) => part.measurements ?? []),
    isUnderstood: understood.length > 0,
    faults: sighting.isCutOff ? [...faults, 'advertisement is cut off'] : faults,
  };
}

function manufacturerParts(sighting: Sighting): Part[] {
  return sighting.manufacturerData.flatMap(({ companyId, data }) => {
    const beacon = companyId === APPLE_COMPANY_ID ? decodeIBeacon(data) : undefined;
    if (beacon === undefined) return [];
    return [map(beacon, ({ uuid, major, minor }) => ({ identity: `ibeacon:${uuid}:${major}:${minor}` }))];
  });
}

function serviceParts(sighting: Sighting): Part[] {
  return sighting.serviceData.flatMap(({ serviceUuid16, data }): Part[] => {
    switch (serviceUuid16) {
      case EDDYSTONE_SERVICE_UUID16:
        return [map(decodeEddystone(data), eddystonePart)];
      case BATTERY_SERVICE_UUID16:
        return [map(decodeBatteryLevel(data), (ratio) => ({ measurements: [batteryMeasurement(ratio)] }))];
      case HEART_RATE_SERVICE_UUID16:
        return [map(decodeHeartRateMeasurement(data), (value) => ({ measurements: heartRateMeasurements(value) }))];
      default:
        return [];
    }
  });
}

function eddystonePart(frame: Eddystone): { identity?: string; measurements?: Measurement[] } {
  switch (frame.frame) {
    case 'uid':
      return { identity: `eddystone:${frame.namespace}:${frame.instance}` };
    case 'other':
      return {};
    case 'telemetry': {
      const measurements: Measurement[] = [];
      const { temperatureCelsius, batteryMillivolts } = frame;
      if (temperatureCelsius !== undefined) {
        measurements.push({ metric: 'beacon_temperature_celsius', unit: 'C', value: temperatureCelsius });
      }
      if (batteryMillivolts !== undefined) {
        measurements.push({ metric: 'beacon_battery_volts', unit: 'V', value: batteryMillivolts / 1000 });
      }
      return { measurements };
    }
  }
}

function map<From, To>(result: Decoded<From>, convert: (value: From) => To): Decoded<To> {
  return result.ok ? { ok: true, value: convert(result.value) } : result;
}
