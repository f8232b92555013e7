/** Settings as somebody wrote them, before they are parsed. */
export type Tree = { [key: string]: unknown };

export type Path = readonly PropertyKey[];

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `collectors.snmp.agents[0].address`; names that would be misread stand in quotes. */
export function pathText(path: Path): string {
  if (path.length === 0) return '(top level)';
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : nameText(String(key), index > 0))).join('');
}

function nameText(name: string, hasParent: boolean): string {
  const text = /^[\w-]+$/.test(name) ? name : JSON.stringify(name);
  return hasParent ? `.${text}` : text;
}

/** What stands at the path; a text that stands for a whole list stands for each of its items too. */
export function valueAt(tree: unknown, path: Path): unknown {
  let value = tree;
  for (const key of path) {
    if (typeof value === 'string') return value;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** Writes a value, making the mappings on the way to it; what is there and no mapping is replaced. */
export function setValue(tree: Tree, path: readonly string[], value: unknown): void {
  let node = tree;
  for (const key of path.slice(0, -1)) {
    const child = node[key];
    const next = isTree(child) ? child : {};
    node[key] = next;
    node = next;
  }
  const last = path.at(-1);
  if (last !== undefined) node[last] = value;
}
