import type { ConfigProblem } from './problem.ts';
import { readTextFile } from './text-file.ts';
import { setValue, type Tree } from '../core/settings-tree.ts';

/** Environment variable -> dotted path of the setting. */
export type VariablePaths = Readonly<Record<string, string>>;

export interface AppliedEnvironment {
  /** Dotted path -> the variable that set it. */
  readonly variables: ReadonlyMap<string, string>;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Writes each variable that is set into `tree`, over what the file says. `NAME_FILE` names a file that holds
 * the value; both at once is a problem. An empty variable counts as not set.
 */
export function applyEnvironment(tree: Tree, paths: VariablePaths, environment: NodeJS.ProcessEnv): AppliedEnvironment {
  const problems: ConfigProblem[] = [];
  const variables = new Map<string, string>();
  for (const [name, path] of Object.entries(paths)) {
    const value = readVariable(name, environment, problems);
    if (value === undefined) continue;
    setValue(tree, path.split('.'), value);
    variables.set(path, name);
  }
  return { variables, problems };
}

/** Variables that look like settings and are none: most are misspelt. */
export function unknownVariables(paths: VariablePaths, environment: NodeJS.ProcessEnv): string[] {
  const names = Object.keys(paths);
  const known = new Set(['TELLTALE_CONFIG', ...names, ...names.map((name) => `${name}_FILE`)]);
  return Object.keys(environment).filter((name) => name.startsWith('TELLTALE_') && !known.has(name));
}

function readVariable(name: string, environment: NodeJS.ProcessEnv, problems: ConfigProblem[]): string | undefined {
  const direct = environment[name] || undefined;
  const file = environment[`${name}_FILE`] || undefined;
  if (file === undefined) return direct;
  if (direct !== undefined) {
    problems.push({ path: name, value: `${name}_FILE is set too`, remedy: 'set one of the two, not both' });
    return undefined;
  }
  try {
    return readTextFile(file).trim();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    problems.push({
      path: `${name}_FILE`,
      value: JSON.stringify(file),
      remedy: `${reason}: name a file that this process may read`,
    });
    return undefined;
  }
}
