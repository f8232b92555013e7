import { describe, expect, it } from 'vitest';
import { normaliseAddress } from './address.ts';

describe('a device address', () => {
  it('has one form, however it was written', () => {
    for (const text of ['AA:BB:CC:DD:EE:0F', 'aabbccddee0f', 'aa-bb-cc-dd-ee-0f']) {
      expect(normaliseAddress(text)).toBe('aa:bb:cc:dd:ee:0f');
    }
  });

  it('is nothing else', () => {
    for (const text of ['', 'aa:bb:cc:dd:ee', 'aa:bb:cc:dd:ee:0f:11', 'gg:bb:cc:dd:ee:0f', 'strap', '__proto__']) {
      expect(normaliseAddress(text)).toBeUndefined();
    }
  });
});
