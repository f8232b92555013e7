import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterMatches, MessageTaps } from './message-taps.ts';

const level = fc.string({ minLength: 0, maxLength: 5 }).filter((text) => !/[/+#]/.test(text));
const topic = fc.array(level, { minLength: 1, maxLength: 6 });

describe('a topic filter', () => {
  it('without wildcards matches its own topic and no other', () => {
    fc.assert(
      fc.property(topic, topic, (a, b) => {
        expect(filterMatches(a.join('/'), b.join('/'))).toBe(a.join('/') === b.join('/'));
      }),
    );
  });

  it('with + at any levels matches whatever stands at exactly these', () => {
    fc.assert(
      fc.property(topic, fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), level, (levels, isWild, other) => {
        const filter = levels.map((text, index) => (isWild[index] === true ? '+' : text)).join('/');
        const replaced = levels.map((text, index) => (isWild[index] === true ? other : text));
        expect(filterMatches(filter, levels.join('/'))).toBe(true);
        expect(filterMatches(filter, replaced.join('/'))).toBe(true);
        expect(filterMatches(filter, [...levels, other].join('/'))).toBe(false);
      }),
    );
  });

  it('that ends in # matches its parent and everything below', () => {
    fc.assert(
      fc.property(topic, fc.array(level, { maxLength: 4 }), (parent, below) => {
        const filter = [...parent, '#'].join('/');
        expect(filterMatches(filter, [...parent, ...below].join('/'))).toBe(true);
        expect(filterMatches(filter, ['not', ...parent, ...below].join('/'))).toBe(
          ['not', ...parent, ...below].slice(0, parent.length).join('/') === parent.join('/'),
        );
      }),
    );
  });

  it.each([
    ['#', 'a', true],
    ['a/#', 'a', true],
    ['a/#', 'ab', false],
    ['+', 'a/b', false],
    ['a/+', 'a', false],
    ['a/+', 'a/', true],
    ['+/+', '/a', true],
    ['a/b', 'a/b/', false],
  ])('%s on topic %s: %s', (filter, topic, isMatch) => {
    expect(filterMatches(filter, topic)).toBe(isMatch);
  });
});

describe('the message taps', () => {
  it('give a message to everybody who taps its topic, until they end the tap', () => {
    const taps = new MessageTaps();
    const heard: string[] = [];
    const end = taps.tap('a/+', (topic, payload) => heard.push(`first ${topic} ${payload.toString()}`));
    taps.tap('a/b', (topic) => heard.push(`second ${topic}`));
    taps.deliver('a/b', Buffer.from('x'));
    taps.deliver('c', Buffer.from('x'));
    end();
    taps.deliver('a/b', Buffer.from('y'));
    expect(heard).toEqual(['first a/b x', 'second a/b', 'second a/b']);
  });

  it('say which topics are tapped, and when that changes', () => {
    const taps = new MessageTaps();
    const seen: (readonly string[])[] = [];
    const unsubscribe = taps.onChange(() => seen.push(taps.filters()));
    const end = taps.tap('a/#', () => undefined);
    expect(taps.isTapped('a/b/c')).toBe(true);
    end();
    expect(taps.isTapped('a/b/c')).toBe(false);
    unsubscribe();
    taps.tap('b', () => undefined);
    expect(seen).toEqual([['a/#'], []]);
  });
});
