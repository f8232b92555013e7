import type { z } from 'zod';
import { namesIn, nodeAt, type SchemaNode } from './json-schema.ts';

const TYPE_WORDS: ReadonlyMap<string, string> = new Map([
  ['string', 'text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'a mapping of names to values'],
  ['record', 'a mapping of names to values'],
]);

const FORMAT_WORDS: ReadonlyMap<string, string> = new Map([
  ['url', 'an address such as https://host:8080'],
  ['email', 'an e-mail address'],
  ['ipv4', 'an IPv4 address'],
  ['ipv6', 'an IPv6 address'],
]);

/** What to write instead, in one clause; a schema that brings words of its own is not asked here. */
export function remedyOf(issue: z.core.$ZodRawIssue, schema: SchemaNode): string {
  const node = nodeAt(schema, issue.path ?? []);
  switch (issue.code) {
    case 'invalid_type':
      return numberRemedy(node) ?? `must be ${TYPE_WORDS.get(issue.expected) ?? issue.expected}`;
    case 'too_small':
      return numberRemedy(node) ?? `must ${sizeWords(issue.origin, 'at least', issue.minimum)}`;
    case 'too_big':
      return numberRemedy(node) ?? `must ${sizeWords(issue.origin, 'at most', issue.maximum)}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_value':
      return `must be ${listed(issue.values)}`;
    case 'invalid_format':
      return `must ${formatWords(issue)}`;
    case 'unrecognized_keys':
      return unknownNameRemedy(namesIn(node));
    case 'invalid_union':
      return unionRemedy(issue);
    case 'invalid_key':
    case 'invalid_element':
      return issue.issues.map(({ message }) => message).join('; ');
    case 'custom':
      return 'is not allowed here: see docs/specs/configuration.md';
  }
}

/** Names the whole range, so that nobody has to try twice; `undefined` where no number stands. */
export function numberRemedy(node: SchemaNode | undefined): string | undefined {
  if (node?.type !== 'number' && node?.type !== 'integer') return undefined;
  const noun = node.type === 'integer' ? 'a whole number' : 'a number';
  return `must be ${noun}${rangeWords(node)}`;
}

function rangeWords({ minimum, exclusiveMinimum, maximum = Infinity }: SchemaNode): string {
  const hasMaximum = maximum < Number.MAX_SAFE_INTEGER;
  if (minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER) {
    return hasMaximum ? ` from ${minimum} to ${maximum}` : ` of at least ${minimum}`;
  }
  if (exclusiveMinimum !== undefined) return ` above ${exclusiveMinimum}${hasMaximum ? `, at most ${maximum}` : ''}`;
  return hasMaximum ? ` of at most ${maximum}` : '';
}

function sizeWords(origin: string, bound: string, size: number | bigint): string {
  if (origin === 'string' && bound === 'at least' && size === 1) return 'not be empty';
  if (origin === 'string') return `have ${bound} ${size} characters`;
  if (origin === 'array') return `have ${bound} ${size} entries`;
  return `be ${bound} ${size}`;
}

function formatWords(issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidStringFormat>): string {
  if (issue.format === 'regex') return `match ${issue.pattern ?? 'the pattern'}`;
  return `be ${FORMAT_WORDS.get(issue.format) ?? `a valid ${issue.format}`}`;
}

function unknownNameRemedy(known: readonly string[]): string {
  return `remove it or correct its name${known.length === 0 ? '' : `; known here: ${known.join(', ')}`}`;
}

function unionRemedy(issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidUnion>): string {
  if (Array.isArray(issue['options'])) return `must be ${listed(issue.options)}`;
  const alternatives = new Set(issue.errors.flatMap((issues) => issues.map(({ message }) => message)));
  const words = [...alternatives].map((message) => message.replace(/^must be /, ''));
  return words.length === 0 ? 'is not allowed here' : `must be ${words.join(', or ')}`;
}

function listed(values: readonly unknown[]): string {
  const words = values.map(String).join(', ');
  return values.length === 1 ? words : `one of: ${words}`;
}
