import { describe, expect, it } from 'vitest';
import { contactPointsOf, holds } from './wanted-resources.ts';

describe('what is there holds what is wanted', () => {
  it.each([
    ['with fields of its own', { a: 1, id: 7 }, { a: 1 }, true],
    ['with a secret it does not show', { settings: { token: '[REDACTED]' } }, { settings: { token: 's3cret' } }, true],
    ['but not with another value', { a: { b: [1, 2] } }, { a: { b: [1, 3] } }, false],
    ['but not with more in a list', { a: [1, 2] }, { a: [1] }, false],
    ['but not without a field', {}, { a: 1 }, false],
    ['but not when it is something else', [], { a: 1 }, false],
  ])('%s', (_how, actual, wanted, expected) => {
    expect(holds(actual, wanted)).toBe(expected);
  });
});

describe('contact points', () => {
  it('are one for all addresses and one for each chat', () => {
    const points = contactPointsOf({ emailAddresses: ['a@x', 'b@x'], telegram: { token: 't', chatIds: ['-1', '-2'] } });
    expect(points.map(({ uid }) => uid)).toEqual(['telltale-email', 'telltale-telegram-1', 'telltale-telegram-2']);
    expect(points[0]).toMatchObject({ settings: { addresses: 'a@x;b@x' } });
  });

  it('are none when nobody is told', () => {
    expect(contactPointsOf({ emailAddresses: [] })).toEqual([]);
  });
});
