import { describe, expect, it } from 'vitest';
import { decodeBatteryLevel } from './battery-level.ts';

describe('battery level', () => {
  it('is a ratio', () => {
    expect(decodeBatteryLevel(Uint8Array.of(0))).toEqual({ ok: true, value: 0 });
    expect(decodeBatteryLevel(Uint8Array.of(88))).toEqual({ ok: true, value: 0.88 });
    expect(decodeBatteryLevel(Uint8Array.of(100))).toEqual({ ok: true, value: 1 });
  });

  it('is malformed above 100 % and in any other length', () => {
    for (const bytes of [[101], [255], [], [50, 0]]) {
      expect(decodeBatteryLevel(Uint8Array.from(bytes))).toMatchObject({ ok: false });
    }
  });
});
