import type { Path, Tree } from '../core/settings-tree.ts';

/** What somebody set, before it was parsed. */
export interface GivenSettings {
  /** The file with the environment laid over it. */
  readonly tree: Tree;
  /** Dotted path -> the environment variable that set it. */
  readonly variables: ReadonlyMap<string, string>;
}

/** The environment variable that set the value at the path, or the list or mapping it stands in. */
export function variableOf(path: Path, { variables }: GivenSettings): string | undefined {
  for (let length = 1; length <= path.length; length += 1) {
    const variable = variables.get(path.slice(0, length).join('.'));
    if (variable !== undefined) return variable;
  }
  return undefined;
}
