import { applyEnvironment } from './environment.ts';
import type { GivenSettings } from './given-settings.ts';
import { settingsJsonSchema } from './json-schema.ts';
import { lenientNumberProblems } from './lenient-numbers.ts';
import { ConfigError, type ConfigProblem, type ConsoleAddress } from './problem.ts';
import { remedyOf } from './remedy.ts';
import { houseSchema, type HouseConfig } from './schema.ts';
import { isTree, type Tree } from '../core/settings-tree.ts';
import { wholeEnvironment, wholeSchema, type PluginSections, type SectionName } from './whole-schema.ts';
import { readYamlFile, type YamlFile } from './yaml-file.ts';
import { problemsOf } from './zod-problems.ts';

export interface Config {
  readonly house: HouseConfig;
  /** Parsed settings of each plug-in, by section and kind. */
  readonly plugins: Readonly<Record<SectionName, ReadonlyMap<string, unknown>>>;
  readonly given: GivenSettings;
}

/**
 * Reads the file (if `path` is given), lays the environment over it and parses everything strictly.
 * Throws a `ConfigError` that lists every problem at once.
 */
export function loadConfig(path: string | undefined, environment: NodeJS.ProcessEnv, sections: PluginSections): Config {
  return configOf(path === undefined ? { tree: {}, problems: [] } : readYamlFile(path), environment, sections);
}

/** The same of what has been read already. */
export function configOf(file: YamlFile, environment: NodeJS.ProcessEnv, sections: PluginSections): Config {
  const tree = file.tree ?? {};
  const { variables, problems } = applyEnvironment(tree, wholeEnvironment(sections), environment);
  const found = [...file.problems, ...problems];
  if (file.tree === undefined) throw new ConfigError(found, consoleAddressIn(tree));
  return parseSettings({ tree, variables }, found, sections);
}

function parseSettings(given: GivenSettings, found: readonly ConfigProblem[], sections: PluginSections): Config {
  const jsonSchema = settingsJsonSchema(sections);
  const parsed = wholeSchema(sections).safeParse(given.tree, { error: (issue) => remedyOf(issue, jsonSchema) });
  const all = [
    ...found,
    ...lenientNumberProblems(given.tree, jsonSchema, given),
    ...(parsed.success ? [] : problemsOf(parsed.error.issues, given)),
  ];
  if (!parsed.success || all.length > 0) throw new ConfigError(all, consoleAddressIn(given.tree));
  const { collectors, detectors, exporters, notifiers, ...house } = parsed.data;
  const plugins = {
    collectors: byKind(collectors),
    detectors: byKind(detectors),
    exporters: byKind(exporters),
    notifiers: byKind(notifiers),
  };
  return { house, plugins, given };
}

function byKind(section: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(section));
}

function consoleAddressIn(tree: Tree): ConsoleAddress {
  const given = isTree(tree['http']) ? tree['http'] : {};
  const { host, port } = houseSchema.shape.http.unwrap().shape;
  return {
    host: host.safeParse(given['host']).data ?? host.parse(undefined),
    port: port.safeParse(given['port']).data ?? port.parse(undefined),
  };
}
