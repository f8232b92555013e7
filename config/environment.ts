import { readFileSync } from 'node:fs';
import type { ConfigProblem } from './problem.ts';

export type Tree = { [key: string]: unknown };

/**
 * Writes each set environment variable of `mapping` (name -> dotted path) into `tree`, over what the file
 * says. `NAME_FILE` names a file that holds the value; both at once is a problem.
 */
export function applyEnvironment(
  tree: Tree,
  mapping: Readonly<Record<string, string>>,
  environment: NodeJS.ProcessEnv,
  pathPrefix: string,
): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  for (const [name, path] of Object.entries(mapping)) {
    const value = readVariable(name, environment, problems);
    if (value !== undefined) setPath(tree, `${pathPrefix}${path}`.split('.'), value);
  }
  return problems;
}

function readVariable(name: string, environment: NodeJS.ProcessEnv, problems: ConfigProblem[]): string | undefined {
  const direct = environment[name];
  const file = environment[`${name}_FILE`];
  if (direct !== undefined && direct !== '' && file !== undefined && file !== '') {
    problems.push({ path: name, value: 'set twice', remedy: `set either ${name} or ${name}_FILE, not both` });
    return undefined;
  }
  if (file === undefined || file === '') return direct === '' ? undefined : direct;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    problems.push({ path: `${name}_FILE`, value: file, remedy: 'name a file that this process may read' });
    return undefined;
  }
}

function setPath(tree: Tree, path: readonly string[], value: unknown): void {
  let node = tree;
  for (const key of path.slice(0, -1)) {
    const child = node[key];
    if (isTree(child)) {
      node = child;
    } else {
      const created: Tree = {};
      node[key] = created;
      node = created;
    }
  }
  const last = path.at(-1);
  if (last !== undefined) node[last] = value;
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
