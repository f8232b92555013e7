import { describe, expect, it } from 'vitest';
import { linesOf } from './line-body.ts';
import { Refused } from './refused.ts';

describe('a body of line protocol', () => {
  it('gives its lines with their places, without comments and empty ones', () => {
    const body = Buffer.from('# cpu\n\ncpu usage=1\r\n  load value=2  \n');
    expect(linesOf(body, 2)).toEqual([
      { row: 3, text: 'cpu usage=1' },
      { row: 4, text: 'load value=2' },
    ]);
  });

  it.each([
    ['more lines than allowed', Buffer.from('a v=1\nb v=1\nc v=1'), 'too-large'],
    ['bytes that are no UTF-8', Buffer.from('a,site=\xff v=1', 'latin1'), 'not-utf8'],
  ])('of %s is refused whole: nothing is left out in silence', (_what, body, reason) => {
    const refused = linesOf(body, 2);
    expect(refused instanceof Refused && refused.reason).toBe(reason);
  });
});
