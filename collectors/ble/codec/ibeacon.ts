import { decoded, malformed, toHex, viewOf, type Decoded } from './decoded.ts';

export interface IBeacon {
  /** In the usual form of 8-4-4-4-12 digits. */
  readonly uuid: string;
  readonly major: number;
  readonly minor: number;
  /** Signal strength at 1 m, as calibrated by the maker. */
  readonly measuredPowerDbm: number;
}

export const APPLE_COMPANY_ID = 0x004c;

const TYPE = 0x02;
/** Bytes that follow the length byte. */
const LENGTH = 0x15;

/** Apple's manufacturer data, after the company id; `undefined` when it is one of Apple's other kinds. */
export function decodeIBeacon(data: Uint8Array): Decoded<IBeacon> | undefined {
  if (data[0] !== TYPE) return undefined;
  if (data[1] !== LENGTH || data.length !== LENGTH + 2) return malformed('iBeacon has the wrong length');
  const view = viewOf(data);
  return decoded({
    uuid: toHex(data.subarray(2, 18)).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    major: view.getUint16(18),
    minor: view.getUint16(20),
    measuredPowerDbm: view.getInt8(22),
  });
}
