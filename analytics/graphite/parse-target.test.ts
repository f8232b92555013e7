import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTarget } from './parse-target.ts';
import { TargetError } from './target-error.ts';

describe('a target expression', () => {
  it('holds calls in calls, and named arguments after positional ones', () => {
    expect(parseTarget(' f( g(m) ,-1.5e3, \'a b\', scale = "1d", exact=True, rest=none )')).toEqual({
      kind: 'call',
      name: 'f',
      position: 2,
      positional: [
        {
          kind: 'call',
          name: 'g',
          position: 5,
          positional: [{ kind: 'series', name: 'm', position: 7 }],
          named: new Map(),
        },
        { kind: 'number', value: -1500, position: 11 },
        { kind: 'text', value: 'a b', position: 19 },
      ],
      named: new Map<string, unknown>([
        ['scale', { kind: 'text', value: '1d', position: 34 }],
        ['exact', { kind: 'boolean', value: true, position: 46 }],
        ['rest', { kind: 'none', position: 57 }],
      ]),
    });
  });

  it('takes a name that begins with digits as a series', () => {
    expect(parseTarget('10min.load')).toEqual({ kind: 'series', name: '10min.load', position: 1 });
  });

  it.each([
    ['', 'expected a function, a series or a value, found the end (character 1 of the target)'],
    ['f(m', 'expected ")", found the end (character 4 of the target)'],
    ['f(m))', 'expected the end, found ")" (character 5 of the target)'],
    ['f(,m)', 'expected a function, a series or a value, found "," (character 3 of the target)'],
    ['f(m "x")', 'expected ")", found "x" (character 5 of the target)'],
    ['f(m,"1d)', 'this quote is not closed (character 5 of the target)'],
    ['f(m|g)', '"|" does not belong here (character 4 of the target)'],
    ['f(a=1,m)', 'a positional argument cannot follow a named one (character 7 of the target)'],
    ['f(a=1,a=2)', '"a" is given twice (character 7 of the target)'],
    ['f('.repeat(14), 'functions are nested more than 12 deep (character 27 of the target)'],
    [`m${' '.repeat(10_000)}`, 'the target is longer than 10000 characters (character 10001 of the target)'],
  ])('%j is refused with the place', (target, problem) => {
    expect(() => parseTarget(target)).toThrow(problem);
  });

  it('is read or refused whatever the characters', () => {
    const fragment = fc.constantFrom('f', 'm', '(', ')', ',', '=', '"', "'", '1', '-', '.', 'e', ' ', '{', '\\', 'é');
    fc.assert(
      fc.property(fc.string({ unit: fragment, maxLength: 40 }), (target) => {
        try {
          parseTarget(target);
        } catch (error) {
          expect(error).toBeInstanceOf(TargetError);
        }
      }),
    );
  });
});
