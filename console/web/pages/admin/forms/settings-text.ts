import { isAlias, isCollection, isMap, isSeq, parseDocument, type Document } from 'yaml';
import { isTree, valueAt, type Tree } from '../../../../../core/settings-tree.ts';

/** Where a setting stands: names, and places in lists. */
export type SettingPath = readonly (string | number)[];

/** What the text says; undefined where it is no YAML, or no mapping, and no form can change it. */
export function treeOf(text: string): Tree | undefined {
  const document = parseDocument(text, { stringKeys: true });
  if (document.errors.length > 0) return undefined;
  const content: unknown = document.toJS() ?? {};
  return isTree(content) ? content : undefined;
}

/** The text with another value in that place, and everything else, comments too, as it was; `undefined` takes the setting out. */
export function withValue(text: string, path: SettingPath, value: unknown): string {
  if (valueAt(treeOf(text), path) === value) return text;
  return edited(text, (document) => {
    if (value === undefined) {
      takeOut(document, path);
      return;
    }
    makeRoom(document, path);
    document.setIn(path, typeof value === 'object' ? document.createNode(value) : value);
  });
}

/** The text with an entry of a list before another one; at the end where there is none. */
export function withEntryAt(text: string, listPath: SettingPath, index: number, value: unknown): string {
  return edited(text, (document) => {
    makeRoom(document, [...listPath, 0]);
    const list = document.getIn(listPath, true);
    if (isSeq(list)) list.items.splice(index, 0, document.createNode(value));
  });
}

/** The text with an entry of a list in another place, together with its comments. */
export function withEntryMoved(text: string, listPath: SettingPath, from: number, to: number): string {
  const entries = valueAt(treeOf(text), listPath);
  if (!Array.isArray(entries) || to < 0 || to >= entries.length) return text;
  return edited(text, (document) => {
    const list = document.getIn(listPath, true);
    if (isSeq(list)) list.items.splice(to, 0, ...list.items.splice(from, 1));
  });
}

/**
 * The text with the list written out as it usually is, where the path leads into one that the text does not have: whoever
 * changes one entry of what is usual keeps the others.
 */
export function withListOf(text: string, path: SettingPath, usual: Tree): string {
  const listPath = listIn(path);
  const tree = treeOf(text);
  if (listPath === undefined || valueAt(tree, listPath) !== undefined) return text;
  const entries = valueAt(usual, listPath);
  return Array.isArray(entries) && entries.length > 0 ? withValue(text, listPath, withoutEmpty(entries)) : text;
}

function listIn(path: SettingPath): SettingPath | undefined {
  const index = path.findIndex((key) => typeof key === 'number');
  return index === -1 ? undefined : path.slice(0, index);
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isTree(value)) return value;
  const entries = Object.entries(value).filter(([, each]) => !isTree(each) || Object.keys(each).length > 0);
  return Object.fromEntries(entries.map(([name, each]) => [name, withoutEmpty(each)]));
}

function edited(text: string, edit: (document: Document) => void): string {
  const document = parseDocument(text, { stringKeys: true });
  edit(document);
  return document.toString({ lineWidth: 0 });
}

/** Collections on the way to the place, where nothing stands; what stands there by reference becomes a copy of its own. */
function makeRoom(document: Document, path: SettingPath): void {
  if (!isMap(document.contents)) document.contents = document.createNode({});
  for (let length = 1; length < path.length; length += 1) {
    const here = path.slice(0, length);
    const node = document.getIn(here, true);
    if (isCollection(node)) continue;
    document.setIn(here, ownCopyOf(node, document) ?? document.createNode(typeof path[length] === 'number' ? [] : {}));
  }
}

function ownCopyOf(node: unknown, document: Document): unknown {
  if (!isAlias(node)) return undefined;
  const copy = node.resolve(document)?.clone();
  if (isCollection(copy)) delete copy.anchor;
  return copy;
}

/** Lists and mappings that are empty then go too, except a site: somebody has named it. */
function takeOut(document: Document, path: SettingPath): void {
  if (!document.hasIn(path)) return;
  document.deleteIn(path);
  for (let length = path.length - 1; length > 0; length -= 1) {
    const here = path.slice(0, length);
    const node = document.getIn(here, true);
    const isEmpty = (isMap(node) || isSeq(node)) && node.items.length === 0;
    const isNamed = here[0] === 'sites' && length === 2;
    if (!isEmpty || isNamed || typeof here.at(-1) === 'number') return;
    document.deleteIn(here);
  }
}
