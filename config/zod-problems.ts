import type { z } from 'zod';
import type { ConfigProblem } from './problem.ts';

const MAX_VALUE_LENGTH = 80;
const SECRET_NAME = /token|password|secret|community|key$|url$/i;

/** Turns a parse error into problems with path, value and remedy; `knownKeys` helps where a key is not known. */
export function problemsOf(
  error: z.ZodError,
  input: unknown,
  prefix: readonly string[],
  knownKeys: readonly string[] = [],
): ConfigProblem[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => unknownKey([...prefix, ...issue.path, key], knownKeys, issue.path.length === 0));
    }
    const path = [...prefix, ...issue.path];
    return [{ path: pathText(path), value: valueText(path, valueAt(input, issue.path)), remedy: remedyOf(issue) }];
  });
}

function unknownKey(path: readonly PropertyKey[], knownKeys: readonly string[], atTop: boolean): ConfigProblem {
  const hint = atTop && knownKeys.length > 0 ? `; known here: ${knownKeys.join(', ')}` : '';
  return { path: pathText(path), value: 'unknown setting', remedy: `remove it or correct its name${hint}` };
}

function remedyOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${article(issue.expected)}`;
    case 'too_small':
      return `must be at least ${String(issue.minimum)}${issue.origin === 'string' ? ' character long' : ''}`;
    case 'too_big':
      return `must be at most ${String(issue.maximum)}`;
    case 'invalid_value':
      return `must be one of: ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return issue.format === 'regex' ? issue.message : `must be a valid ${issue.format}`;
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return issue.message;
  }
}

function article(noun: string): string {
  const text = noun === 'int' ? 'integer' : noun;
  return `${/^[aeiou]/.test(text) ? 'an' : 'a'} ${text}`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function valueText(path: readonly PropertyKey[], value: unknown): string {
  if (value === undefined) return 'missing';
  if (path.some((key) => SECRET_NAME.test(String(key)))) return '[secret]';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
}

function pathText(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '(top level)' : path.map(String).join('.');
}
