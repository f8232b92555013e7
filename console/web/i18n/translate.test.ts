import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { it as italian } from './it.ts';
import { t, tn } from './translate.ts';

function valuesIn(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();
}

describe('messages', () => {
  it('put their values in, numbers as the language writes them', () => {
    expect(t('shell.timesIn', { zone: 'UTC' })).toBe('Times in UTC');
    expect(tn('queue.count', 1)).toBe('1 open event');
    expect(tn('queue.count', 12_345)).toBe('12,345 open events');
  });

  it('leave a value that contains braces as it is', () => {
    expect(t('shell.timesIn', { zone: '{zone} $&' })).toBe('Times in {zone} $&');
  });

  it('carry the same values in every language', () => {
    const translated = new Map(Object.entries(italian));
    const differing = Object.entries(en).filter(
      ([key, text]) => valuesIn(text).join() !== valuesIn(translated.get(key) ?? '').join(),
    );
    expect(differing).toEqual([]);
  });
});
