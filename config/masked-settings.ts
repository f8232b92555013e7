import { isPair, isScalar, isSeq, parseDocument, visit } from 'yaml';
import { shownValue } from './shown-value.ts';
import { isTree, pathText, valueAt, type Path, type Tree } from '../core/settings-tree.ts';

/** Stands for a secret in every text that leaves the process; sent back, it means the one that is there. */
const MASK = '[secret]';

/** The text as an administrator sees it: comments and order as they are, secrets masked. */
export function masked(text: string): string {
  return replaceScalars(text, (path, value) => (shownValue(path, value) === MASK ? MASK : value));
}

/** The text with the secrets of `current` where it has masks; a mask without one stays and is refused by whoever needs it. */
export function unmasked(text: string, current: Tree): string {
  return replaceScalars(text, (path, value) => (value === MASK ? (valueAt(current, path) ?? value) : value));
}

/** Paths where a mask has no secret to stand for. */
export function masksLeft(tree: Tree): string[] {
  return leaves(tree).flatMap(({ path, value }) => (value === MASK ? [pathText(path)] : []));
}

/** One setting that differs; what is missing is `undefined`. Secrets are not shown, only that they differ. */
export interface Difference {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export function differencesOf(before: Tree, after: Tree): Difference[] {
  const [old, wished] = [leafMap(before), leafMap(after)];
  return [...new Set([...old.keys(), ...wished.keys()])].flatMap((path) => {
    const [from, to] = [old.get(path), wished.get(path)];
    if (from?.exact === to?.exact) return [];
    return [{ path, before: from?.shown, after: to?.shown }];
  });
}

function leafMap(tree: Tree): Map<string, { readonly exact: string; readonly shown: string }> {
  const entries = leaves(tree).map(({ path, value }) => {
    const each = { exact: JSON.stringify(value) ?? '', shown: shownValue(path, value) };
    return [pathText(path), each] as const;
  });
  return new Map(entries);
}

interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

function leaves(value: unknown, path: Path = []): Leaf[] {
  if (Array.isArray(value) && value.length > 0) {
    return value.flatMap((item: unknown, index) => leaves(item, [...path, index]));
  }
  if (isTree(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([name, child]) => leaves(child, [...path, name]));
  }
  return path.length === 0 ? [] : [{ path, value }];
}

/** Text that is no YAML stays as it is: whoever parses it says what is wrong. */
function replaceScalars(text: string, replace: (path: Path, value: unknown) => unknown): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) return text;
  let isChanged = false;
  visit(document, {
    Scalar(key, node, ancestors) {
      if (key === 'key') return;
      const wished = replace(pathOf(node, ancestors), node.value);
      if (wished === node.value) return;
      node.value = wished;
      isChanged = true;
    },
  });
  return isChanged ? document.toString() : text;
}

/** Names and places on the way down to a node. */
function pathOf(node: unknown, ancestors: readonly unknown[]): Path {
  const path: PropertyKey[] = [];
  for (const [index, ancestor] of ancestors.entries()) {
    if (isPair(ancestor)) path.push(String(isScalar(ancestor.key) ? ancestor.key.value : ancestor.key));
    else if (isSeq(ancestor)) path.push(ancestor.items.indexOf(ancestors[index + 1] ?? node));
  }
  return path;
}
