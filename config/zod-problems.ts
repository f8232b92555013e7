import type { z } from 'zod';
import { variableOf, type GivenSettings } from './given-settings.ts';
import type { ConfigProblem } from './problem.ts';
import { shownValue } from './shown-value.ts';
import { pathText, valueAt, type Path } from '../core/settings-tree.ts';

/** Turns the issues of a parse into problems with path, value and remedy, one for each thing to mend. */
export function problemsOf(
  issues: readonly z.core.$ZodIssue[],
  given: GivenSettings,
  prefix: Path = [],
): ConfigProblem[] {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => problemAt([...path, key], 'unknown setting', issue.message, given));
    }
    const nearest = issue.code === 'invalid_union' ? nearestAlternative(issue.errors) : undefined;
    if (nearest !== undefined) return problemsOf(nearest, given, path);
    return [problemAt(path, shownValue(path, valueAt(given.tree, path)), issue.message, given)];
  });
}

/** The one alternative that fits but for something inside it; what the others ask would only mislead. */
function nearestAlternative(alternatives: readonly z.core.$ZodIssue[][]): readonly z.core.$ZodIssue[] | undefined {
  const fitting = alternatives.filter((issues) => issues.every(({ path }) => path.length > 0));
  return fitting.length === 1 ? fitting[0] : undefined;
}

export function problemAt(path: Path, value: string, remedy: string, given: GivenSettings): ConfigProblem {
  const variable = variableOf(path, given);
  const place = variable === undefined ? pathText(path) : `${pathText(path)} (${variable})`;
  return { path: place, value, remedy };
}
