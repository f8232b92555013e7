import {
  AD_MANUFACTURER_DATA,
  AD_SERVICE_DATA_16,
  readAdStructures,
  splitManufacturerData,
  splitServiceData,
  type ManufacturerData,
  type ServiceData,
} from './codec/advertisement.ts';

/** One advertisement as it was heard, whoever heard it. */
export interface Sighting {
  /** As `normaliseAddress` writes it; on systems that hide addresses, the id they give instead. */
  readonly device: string;
  readonly rssiDbm: number | undefined;
  readonly manufacturerData: readonly ManufacturerData[];
  readonly serviceData: readonly ServiceData[];
  /** Whether the advertisement ended in the middle of a structure. */
  readonly isCutOff: boolean;
}

/** The parts of raw advertising data that are read here. */
export function partsOf(advertisement: Uint8Array): Omit<Sighting, 'device' | 'rssiDbm'> {
  const { structures, isCutOff } = readAdStructures(advertisement);
  const ofType = (type: number) => structures.filter((structure) => structure.type === type);
  return {
    manufacturerData: ofType(AD_MANUFACTURER_DATA).flatMap(({ data }) => splitManufacturerData(data) ?? []),
    serviceData: ofType(AD_SERVICE_DATA_16).flatMap(({ data }) => splitServiceData(data) ?? []),
    isCutOff,
  };
}

/** Receivers report 127 when they do not know; outside these bounds it is no signal strength. */
export function plausibleRssi(rssiDbm: unknown): number | undefined {
  return typeof rssiDbm === 'number' && rssiDbm >= -127 && rssiDbm <= 20 ? rssiDbm : undefined;
}
