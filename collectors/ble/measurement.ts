import type { HeartRateMeasurement } from './codec/heart-rate-measurement.ts';

/** One number from a device, before it has a sensor and a time. */
export interface Measurement {
  readonly metric: string;
  readonly unit?: string;
  readonly value: number;
}

export function batteryMeasurement(ratio: number): Measurement {
  return { metric: 'battery_ratio', value: ratio };
}

export function rssiMeasurement(rssiDbm: number): Measurement {
  return { metric: 'rssi_dbm', unit: 'dBm', value: rssiDbm };
}

/**
 * All but the RR intervals: an advertisement repeats those many times, so they are taken from notifications
 * only. A heart rate of 0 is how a sensor says that it finds none.
 */
export function heartRateMeasurements(measurement: HeartRateMeasurement): Measurement[] {
  const { heartRateBpm, hasContact, energyExpendedKilojoules } = measurement;
  const measurements: Measurement[] = [];
  if (heartRateBpm > 0) measurements.push({ metric: 'heart_rate_bpm', unit: 'bpm', value: heartRateBpm });
  if (hasContact !== undefined) measurements.push({ metric: 'skin_contact', value: hasContact ? 1 : 0 });
  if (energyExpendedKilojoules !== undefined) {
    measurements.push({ metric: 'energy_expended_kilojoules', unit: 'kJ', value: energyExpendedKilojoules });
  }
  return measurements;
}
