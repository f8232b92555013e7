import { describe, expect, it } from 'vitest';
import { pageAt } from './pages.ts';
import { hrefOf, parseRoute } from './router.ts';

describe('an address', () => {
  it('names a page, what on it, and how it is shown', () => {
    const { path, segments, query } = parseRoute('#/search/cold%20store?text=a%2Fb&from=1');
    expect([path, segments, [...query]]).toEqual([
      'search',
      ['cold store'],
      [
        ['text', 'a/b'],
        ['from', '1'],
      ],
    ]);
  });

  it('comes back from a link whatever stands in it', () => {
    const id = 'a/b?c#d %zz ü\u202e<img>';
    expect(parseRoute(hrefOf('events', [id])).segments).toEqual([id]);
    expect(parseRoute(hrefOf('search', [], { text: id })).query.get('text')).toBe(id);
  });

  it('that nobody could have made is read as it stands', () => {
    expect(parseRoute('#/events/%E0%A4%A').segments).toEqual(['%E0%A4%A']);
  });

  it.each(['', '#', '#/', '#/queue', '#/events/e1'])('%j is the queue', (hash) => {
    expect(pageAt(parseRoute(hash))?.title).toBe('page.queue');
  });

  it('of no page has none', () => {
    expect(pageAt(parseRoute('#/constructor'))).toBeUndefined();
  });
});
