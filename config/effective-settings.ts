import { variableOf } from './given-settings.ts';
import type { Config } from './load-config.ts';
import { shownValue } from './shown-value.ts';
import { isTree, pathText, valueAt, type Path, type Tree } from '../core/settings-tree.ts';

/** One setting as it is in force. */
export interface EffectiveSetting {
  readonly path: string;
  /** JSON; `[secret]` where it must not be shown. */
  readonly value: string;
  /** `default`, `file`, or the environment variable that set it. */
  readonly origin: string;
}

/** Every setting that has a value, in the order of the schemas, with the place it comes from. */
export function effectiveSettings(config: Config): EffectiveSetting[] {
  const { collectors, detectors, exporters, notifiers } = config.plugins;
  const sections = {
    collectors: Object.fromEntries(collectors),
    detectors: Object.fromEntries(detectors),
    exporters: Object.fromEntries(exporters),
    notifiers: Object.fromEntries(notifiers),
  };
  return settingsBelow({ ...config.house, ...sections }, [], config);
}

function settingsBelow(value: unknown, path: Path, config: Config): EffectiveSetting[] {
  if (isPlainMapping(value)) {
    return Object.entries(value).flatMap(([name, child]) => settingsBelow(child, [...path, name], config));
  }
  if (Array.isArray(value) && value.some(isTree)) {
    return value.flatMap((item: unknown, index) => settingsBelow(item, [...path, index], config));
  }
  if (value === undefined) return [];
  const { tree } = config.given;
  const shown = isTree(value) && !isPlainMapping(value) ? (valueAt(tree, path) ?? value) : value;
  return [{ path: pathText(path), value: shownValue(path, shown), origin: originOf(path, config) }];
}

/** Neither a class nor something a schema has made: those are shown as they were written. */
function isPlainMapping(value: unknown): value is Tree {
  if (!isTree(value) || Object.getPrototypeOf(value) !== Object.prototype) return false;
  const children = Object.values(value);
  return children.length > 0 && children.every((child) => typeof child !== 'function');
}

function originOf(path: Path, { given }: Config): string {
  return variableOf(path, given) ?? (valueAt(given.tree, path) === undefined ? 'default' : 'file');
}
