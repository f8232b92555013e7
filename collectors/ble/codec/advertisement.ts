import { viewOf } from './decoded.ts';

/** One AD structure (Core Specification, volume 3, part C, section 11): `length, type, data`. */
export interface AdStructure {
  readonly type: number;
  readonly data: Uint8Array;
}

export const AD_SERVICE_DATA_16 = 0x16;
export const AD_MANUFACTURER_DATA = 0xff;

export interface AdStructures {
  /** In order; a view of the input, not a copy. */
  readonly structures: readonly AdStructure[];
  /** Whether the last structure claims more bytes than there are; those before it are good. */
  readonly isCutOff: boolean;
}

/** The longest advertising data there is (extended advertising); longer input is cut there. */
export const MAX_ADVERTISEMENT_BYTES = 1650;

/** Splits advertising data. A length of 0 ends it early: what follows is padding. */
export function readAdStructures(bytes: Uint8Array): AdStructures {
  const bounded = bytes.subarray(0, MAX_ADVERTISEMENT_BYTES);
  const structures: AdStructure[] = [];
  let offset = 0;
  for (;;) {
    const length = bounded[offset];
    if (length === undefined || length === 0) return { structures, isCutOff: bounded.length < bytes.length };
    const type = bounded[offset + 1];
    const end = offset + 1 + length;
    if (type === undefined || end > bounded.length) return { structures, isCutOff: true };
    structures.push({ type, data: bounded.subarray(offset + 2, end) });
    offset = end;
  }
}

export interface ManufacturerData {
  readonly companyId: number;
  readonly data: Uint8Array;
}

/** Of AD type 0xFF: a company id, then what that company likes. */
export function splitManufacturerData(bytes: Uint8Array): ManufacturerData | undefined {
  return bytes.length < 2 ? undefined : { companyId: viewOf(bytes).getUint16(0, true), data: bytes.subarray(2) };
}

export interface ServiceData {
  readonly serviceUuid16: number;
  readonly data: Uint8Array;
}

/** Of AD type 0x16: a 16-bit service UUID, then what that service defines. */
export function splitServiceData(bytes: Uint8Array): ServiceData | undefined {
  return bytes.length < 2 ? undefined : { serviceUuid16: viewOf(bytes).getUint16(0, true), data: bytes.subarray(2) };
}
