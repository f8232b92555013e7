import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problemLine } from './problem.ts';
import { remedyOf } from './remedy.ts';
import { isTree } from '../core/settings-tree.ts';
import { problemsOf } from './zod-problems.ts';

/** What a person reads when `value` stands at `it`. */
function linesFor(schema: z.ZodType, value: unknown): string[] {
  const whole = z.strictObject({ it: schema });
  const tree: unknown = value === undefined ? {} : { it: value };
  const jsonSchema = z.toJSONSchema(whole, { io: 'input', unrepresentable: 'any' });
  const parsed = whole.safeParse(tree, { error: (issue) => remedyOf(issue, jsonSchema) });
  const given = { tree: isTree(tree) ? tree : {}, variables: new Map<string, string>() };
  return problemsOf(parsed.error?.issues ?? [], given).map(problemLine);
}

describe('every sort of issue is told in plain words', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['a wrong type', z.boolean(), 'x', 'it: "x": must be true or false'],
    ['a missing value', z.string(), undefined, 'it: missing: must be text'],
    ['a number below its range', z.number().min(3).max(9), 1, 'it: 1: must be a number from 3 to 9'],
    ['a number above its range', z.number().min(3).max(9), 10, 'it: 10: must be a number from 3 to 9'],
    ['a wrong type for a number with a range', z.int().min(3), 'x', 'it: "x": must be a whole number of at least 3'],
    [
      'a number that is not above its bound',
      z.number().positive().max(5),
      0,
      'it: 0: must be a number above 0, at most 5',
    ],
    ['a number with a highest value only', z.number().max(5), 6, 'it: 6: must be a number of at most 5'],
    ['an empty text', z.string().min(1), '', 'it: "": must not be empty'],
    ['a short text', z.string().min(8), 'a', 'it: "a": must have at least 8 characters'],
    ['a long text', z.string().max(1), 'ab', 'it: "ab": must have at most 1 characters'],
    ['a long list', z.array(z.string()).max(1), ['a', 'b'], 'it: ["a","b"]: must have at most 1 entries'],
    ['a number off its grid', z.number().multipleOf(5), 3, 'it: 3: must be a multiple of 5'],
    ['a value outside its set', z.enum(['a', 'b']), 'c', 'it: "c": must be one of: a, b'],
    ['another value than the only one', z.literal('a'), 'c', 'it: "c": must be a'],
    ['an address', z.url(), 'x', 'it: "x": must be an address such as https://host:8080'],
    ['an e-mail address', z.email(), 'x', 'it: "x": must be an e-mail address'],
    ['a format without words', z.uuid(), 'x', 'it: "x": must be a valid uuid'],
    ['a pattern', z.string().regex(/^a$/), 'x', 'it: "x": must match /^a$/'],
    ['a pattern with words of its own', z.string().regex(/^a$/, 'must be a'), 'x', 'it: "x": must be a'],
    ['a refinement with words of its own', z.string().refine(() => false, 'is taken'), 'x', 'it: "x": is taken'],
    [
      'a refinement without',
      z.string().refine(() => false),
      'x',
      'it: "x": is not allowed here: see docs/specs/configuration.md',
    ],
    [
      'an unknown name',
      z.strictObject({ a: z.string().optional() }),
      { b: 1 },
      'it.b: unknown setting: remove it or correct its name; known here: a',
    ],
    [
      'an unknown name where none is known',
      z.strictObject({}),
      { b: 1 },
      'it.b: unknown setting: remove it or correct its name',
    ],
    ['a wrong name', z.record(z.string().min(3), z.string()), { a: 'x' }, 'it.a: "x": must have at least 3 characters'],
    [
      'a wrong entry',
      z.array(z.strictObject({ a: z.array(z.string()) })),
      [{ a: ['x', 1] }],
      'it[0].a[1]: 1: must be text',
    ],
    ['a name that needs quotes', z.record(z.string(), z.string()), { 'a.b c': 1 }, 'it."a.b c": 1: must be text'],
    ['no alternative', z.union([z.boolean(), z.number()]), 'x', 'it: "x": must be true or false, or a number'],
    [
      'no variant of that name',
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('a') }),
        z.strictObject({ kind: z.literal('b') }),
      ]),
      { kind: 'c' },
      'it.kind: "c": must be one of: a, b',
    ],
    [
      'something inside the one alternative that fits',
      z.union([z.string(), z.strictObject({ port: z.number() })]),
      { port: 'x' },
      'it.port: "x": must be a number',
    ],
  ])('%s', (_what, schema, value, line) => {
    expect(linesFor(schema, value)).toEqual([line]);
  });
});
