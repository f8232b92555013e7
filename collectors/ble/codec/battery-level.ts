import { decoded, malformed, type Decoded } from './decoded.ts';

/** Battery Level, characteristic 0x2A19: one byte of percent, here a ratio from 0 to 1. More than 100 is a fault. */
export function decodeBatteryLevel(bytes: Uint8Array): Decoded<number> {
  const [percent] = bytes;
  if (percent === undefined || bytes.length !== 1) return malformed('battery level is not one byte');
  return percent <= 100 ? decoded(percent / 100) : malformed('battery level is above 100 %');
}
