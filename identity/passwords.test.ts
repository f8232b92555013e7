import { describe, expect, it } from 'vitest';
import { PasswordHasher } from './password-hash.ts';
import { refuseWeakPassword } from './password-rules.ts';
import { parsePersonName } from './person-name.ts';

const CHEAP = { log2N: 4, r: 8, p: 1 };

describe('a password hash', () => {
  it('fits its password only, and is another one each time', async () => {
    const hasher = new PasswordHasher(CHEAP);
    const [first, second] = [await hasher.hash('correct horse'), await hasher.hash('correct horse')];
    expect(first).not.toBe(second);
    expect([await hasher.matches('correct horse', first), await hasher.matches('wrong horse', first)]).toEqual([
      true,
      false,
    ]);
  });

  it('never fits where there is none', async () => {
    expect(await new PasswordHasher(CHEAP).matches('', undefined)).toBe(false);
  });

  it('is made with the cost that OWASP asks for, and knows when it was not', async () => {
    const hasher = new PasswordHasher();
    const hash = await hasher.hash('correct horse');
    expect(hash).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$/);
    const cheap = await new PasswordHasher(CHEAP).hash('correct horse');
    expect([hasher.isOutdated(hash), hasher.isOutdated(cheap)]).toEqual([false, true]);
    expect(await hasher.matches('correct horse', cheap)).toBe(true);
  });

  it('is the same for the same letters, however the keyboard composes them', async () => {
    const hasher = new PasswordHasher(CHEAP);
    expect(await hasher.matches('caf\u0065\u0301 au lait', await hasher.hash('caf\u00e9 au lait'))).toBe(true);
  });

  it('is made for a bounded number at once; more are asked to come back', async () => {
    const hasher = new PasswordHasher(CHEAP);
    const all = await Promise.allSettled(Array.from({ length: 50 }, async () => await hasher.matches('x', undefined)));
    expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(16);
    expect(await hasher.matches('x', undefined)).toBe(false);
  });
});

describe('a password', () => {
  it.each([
    ['short', 'elevenchars'],
    ['long', 'x1'.repeat(200)],
    ['a repetition', 'aabbaabbaabb'],
    ['a run of the keyboard', 'qwertyuiop12345'],
    ['a common word with a number', 'Password12345'],
    ['the name', 'jana-jana-jana-1'],
  ])('is refused when it is %s', (_what, password) => {
    expect(() => refuseWeakPassword(password, 'Jana')).toThrow('too weak');
  });

  it.each(['correct horse battery staple', 'Zu Hause ist es am schönsten', 'k7#Vq!r2Lw9x'])('may be %s', (password) => {
    expect(() => refuseWeakPassword(password, 'Jana')).not.toThrow();
  });
});

describe('the name of a person', () => {
  it.each(['', ' ', 'telltale', 'TELLTALE', 'a\u202eb', 'a\u0000', '<b>x</b>', 'x'.repeat(65), '-dash', 'a\u200bb'])(
    'is not %j',
    (text) => {
      expect(() => parsePersonName(text)).toThrow('cannot be the name');
    },
  );

  it.each(['Jana', 'María José', "O'Neill", 'jana@example.org', '李雷'])('may be %s', (text) => {
    expect(parsePersonName(` ${text} `)).toBe(text);
  });
});
