import { describe, expect, it } from 'vitest';
import { multiLine, singleLine } from './plain-text.ts';

describe('singleLine', () => {
  it('leaves ordinary text as it is, in any script', () => {
    expect(singleLine('Kühlraum 2 – +3,1 °C, 門, 🚨', 100)).toBe('Kühlraum 2 – +3,1 °C, 門, 🚨');
  });

  it('makes one line of several', () => {
    expect(singleLine('door\r\nBcc: x\u2028y', 100)).toBe('door Bcc: x y');
  });

  it('takes out control characters and direction marks', () => {
    expect(singleLine('a\0b\u202Ec\u2066d\u200F', 100)).toBe('a b c d');
  });

  it('replaces half a character', () => {
    expect(singleLine('a\uD83Db', 100)).toBe('a\uFFFDb');
  });

  it('shows where it was cut, and cuts between characters', () => {
    expect(singleLine('abcdef', 4)).toBe('abc…');
    expect(singleLine('ab🚨🚨', 4)).toBe('ab…');
  });
});

describe('multiLine', () => {
  it('keeps lines and takes out other control characters', () => {
    expect(multiLine('a\r\nb\rc\n\u0007d', 100)).toBe('a\nb\nc\n d');
  });
});
