import { z } from 'zod';
import type { Path } from '../core/settings-tree.ts';
import { wholeSchema, type PluginSections } from './whole-schema.ts';

export type SchemaNode = z.core.JSONSchema.BaseSchema;

/** JSON Schema (2020-12) of the whole file, for editors and for the documentation. */
export function settingsJsonSchema(sections: PluginSections): SchemaNode {
  return z.toJSONSchema(wholeSchema(sections).meta({ title: 'Telltale configuration' }), {
    io: 'input',
    unrepresentable: 'any',
  });
}

/** The part of the schema that describes what stands at `path`, where there is one. */
export function nodeAt(root: SchemaNode, path: Path): SchemaNode | undefined {
  let node: SchemaNode | undefined = root;
  for (const key of path) {
    if (node === undefined) return undefined;
    node = typeof key === 'number' ? itemOf(node) : childOf(node, String(key));
  }
  return node;
}

/** What every entry of a list is. */
export function itemOf({ items }: SchemaNode): SchemaNode | undefined {
  return typeof items === 'object' && !Array.isArray(items) ? items : undefined;
}

/** What stands under each name of a mapping whose names are not fixed. */
function anyChildOf({ additionalProperties }: SchemaNode): SchemaNode | undefined {
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

export function childrenOf({ properties }: SchemaNode): ReadonlyMap<string, SchemaNode> {
  const children = Object.entries(properties ?? {});
  return new Map(children.flatMap(([name, child]) => (typeof child === 'object' ? [[name, child] as const] : [])));
}

/** Names that may stand in the mapping, where they are a closed set. */
export function namesIn(node: SchemaNode | undefined): readonly string[] {
  if (node?.properties !== undefined) return Object.keys(node.properties);
  const { propertyNames } = node ?? {};
  return typeof propertyNames === 'object' ? (propertyNames.enum ?? []).map(String) : [];
}

function childOf(node: SchemaNode, name: string): SchemaNode | undefined {
  return childrenOf(node).get(name) ?? anyChildOf(node);
}
