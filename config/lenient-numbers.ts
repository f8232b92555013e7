import type { GivenSettings } from './given-settings.ts';
import { nodeAt, type SchemaNode } from './json-schema.ts';
import type { ConfigProblem } from './problem.ts';
import { numberRemedy } from './remedy.ts';
import { shownValue } from './shown-value.ts';
import { isTree, type Path } from '../core/settings-tree.ts';
import { problemAt } from './zod-problems.ts';

const DECIMAL = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/**
 * Number settings take text, because an environment variable is text. JavaScript reads far more than numbers as
 * one: `true` as 1, an empty list as 0. Those are refused here, once for all settings.
 */
export function lenientNumberProblems(value: unknown, schema: SchemaNode, given: GivenSettings): ConfigProblem[] {
  return problemsBelow(value, [], schema, given);
}

function problemsBelow(value: unknown, path: Path, schema: SchemaNode, given: GivenSettings): ConfigProblem[] {
  const remedy = path.length === 0 ? undefined : numberRemedy(nodeAt(schema, path));
  if (remedy !== undefined) {
    return isMistakenForNumber(value) ? [problemAt(path, shownValue(path, value), remedy, given)] : [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => problemsBelow(item, [...path, index], schema, given));
  }
  if (!isTree(value)) return [];
  return Object.entries(value).flatMap(([name, child]) => problemsBelow(child, [...path, name], schema, given));
}

/** What conversion takes for a number although it is none; what it refuses is refused by the schema. */
function isMistakenForNumber(value: unknown): boolean {
  if (typeof value === 'number') return false;
  if (typeof value === 'string') return !DECIMAL.test(value) && !Number.isNaN(Number(value));
  return !Number.isNaN(Number(value));
}
