import { expect, it } from 'vitest';
import { matchesGlob } from './glob.ts';

it.each([
  ['north', 'north'],
  ['north*', 'north'],
  ['north*', 'north-gate'],
  ['*gate', 'north-gate'],
  ['*', ''],
  ['n?rth', 'n*rth'],
  ['a*b*c', 'aXbYbZc'],
  ['**', 'anything'],
  ['[a-z]+.', '[a-z]+.'],
])('%s fits %j', (pattern, text) => {
  expect(matchesGlob(pattern, text)).toBe(true);
});

it.each([
  ['north', 'north-gate'],
  ['north', 'North'],
  ['?', ''],
  ['a*b', 'abc'],
  ['a.c', 'abc'],
  ['', 'a'],
])('%s does not fit %j', (pattern, text) => {
  expect(matchesGlob(pattern, text)).toBe(false);
});

it('is bounded for the patterns that make regular expressions explode', () => {
  const startedAtMillis = performance.now();
  expect(matchesGlob(`${'a*'.repeat(128)}b`, 'a'.repeat(4096))).toBe(false);
  expect(performance.now() - startedAtMillis).toBeLessThan(1000);
});
