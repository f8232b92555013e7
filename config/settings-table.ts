import { childrenOf, itemOf, settingsJsonSchema, type SchemaNode } from './json-schema.ts';
import { shownValue } from './shown-value.ts';
import { valueAt, type Path } from '../core/settings-tree.ts';
import { wholeEnvironment, wholeSchema, type PluginSections } from './whole-schema.ts';

/** One setting that can be made, for the documentation. */
export interface SettingRow {
  /** `agents[]` stands for every entry of a list. */
  readonly path: string;
  /** JSON; `undefined` when it is not set by default. */
  readonly default: string | undefined;
  readonly variable: string | undefined;
  readonly meaning: string;
}

/** Every setting of the house and of the plug-ins, in the order of the schemas. */
export function settingsTable(sections: PluginSections): SettingRow[] {
  const defaults = wholeSchema(sections).parse({});
  const variables = new Map(Object.entries(wholeEnvironment(sections)).map(([name, path]) => [path, name]));

  const rowsBelow = (node: SchemaNode, path: readonly string[]): SettingRow[] => {
    const children = [...childrenOf(node)];
    if (children.length > 0) return children.flatMap(([name, child]) => rowsBelow(child, [...path, name]));
    const item = itemOf(node);
    return [rowOf(node, path), ...(item?.properties === undefined ? [] : rowsBelow(item, inEveryEntry(path)))];
  };

  const rowOf = (node: SchemaNode, path: readonly string[]): SettingRow => {
    const text = path.join('.');
    return {
      path: text,
      default: shownDefault(path, text.includes('[]') ? node.default : valueAt(defaults, path)),
      variable: variables.get(text),
      meaning: node.description ?? '',
    };
  };

  return rowsBelow(settingsJsonSchema(sections), []);
}

function inEveryEntry(path: readonly string[]): readonly string[] {
  return path.map((name, index) => (index === path.length - 1 ? `${name}[]` : name));
}

function shownDefault(path: Path, value: unknown): string | undefined {
  return value === undefined ? undefined : shownValue(path, value);
}
