import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import type { PluginDescription } from '../core/ports/plugin.ts';
import { applyEnvironment, isTree, type Tree } from './environment.ts';
import { ConfigError, type ConfigProblem } from './problem.ts';
import { HOUSE_ENVIRONMENT, houseSchema, type HouseConfig } from './schema.ts';
import { problemsOf } from './zod-problems.ts';

/** The plug-in kinds and the section of the file that each kind's settings stand in. */
export interface PluginSections {
  readonly collectors: readonly PluginDescription<unknown>[];
  readonly detectors: readonly PluginDescription<unknown>[];
  readonly notifiers: readonly PluginDescription<unknown>[];
}

export type SectionName = keyof PluginSections;

const SECTION_NAMES: readonly SectionName[] = ['collectors', 'detectors', 'notifiers'];

export interface Config {
  readonly house: HouseConfig;
  /** Parsed settings of each plug-in, by section and kind. */
  readonly plugins: Readonly<Record<SectionName, ReadonlyMap<string, unknown>>>;
}

/**
 * Reads the file (if `path` is given), lays the environment over it and parses everything strictly.
 * Throws a `ConfigError` that lists every problem at once.
 */
export function loadConfig(path: string | undefined, environment: NodeJS.ProcessEnv, sections: PluginSections): Config {
  const tree = path === undefined ? {} : readTree(path);
  const problems = applyEnvironment(tree, HOUSE_ENVIRONMENT, environment, '');
  for (const section of SECTION_NAMES) {
    for (const plugin of sections[section]) {
      problems.push(...applyEnvironment(tree, plugin.environment, environment, `${section}.${plugin.kind}.`));
    }
  }
  const plugins = {
    collectors: parseSection(tree, 'collectors', sections, problems),
    detectors: parseSection(tree, 'detectors', sections, problems),
    notifiers: parseSection(tree, 'notifiers', sections, problems),
  };
  const { collectors: _c, detectors: _d, notifiers: _n, ...houseTree } = tree;
  const house = houseSchema.safeParse(houseTree);
  if (!house.success) problems.push(...problemsOf(house.error, houseTree, [], sectionHint));
  if (!house.success || problems.length > 0) throw new ConfigError(problems);
  return { house: house.data, plugins };
}

const sectionHint = [...Object.keys(houseSchema.shape), ...SECTION_NAMES];

function parseSection(
  tree: Tree,
  section: SectionName,
  sections: PluginSections,
  problems: ConfigProblem[],
): ReadonlyMap<string, unknown> {
  const parsed = new Map<string, unknown>();
  const given = tree[section] ?? {};
  if (!isTree(given)) {
    problems.push({
      path: section,
      value: JSON.stringify(given),
      remedy: 'write a mapping of plug-in names to settings',
    });
    return parsed;
  }
  const kinds = sections[section].map((plugin) => plugin.kind);
  for (const kind of Object.keys(given)) {
    if (!kinds.includes(kind)) {
      problems.push({ path: `${section}.${kind}`, value: 'unknown', remedy: `one of: ${kinds.join(', ')}` });
    }
  }
  for (const plugin of sections[section]) {
    const settings = given[plugin.kind] ?? {};
    const result = plugin.configSchema.safeParse(settings);
    if (result.success) parsed.set(plugin.kind, result.data);
    else problems.push(...problemsOf(result.error, settings, [section, plugin.kind]));
  }
  return parsed;
}

function readTree(path: string): Tree {
  const lineCounter = new LineCounter();
  const document = parseDocument(readText(path), { lineCounter, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    throw new ConfigError([{ path: `${path}:${line}:${col}`, value: error.message, remedy: 'correct the YAML there' }]);
  }
  const tree: unknown = document.toJS() ?? {};
  if (isTree(tree)) return tree;
  throw new ConfigError([{ path, value: typeof tree, remedy: 'the file must hold a mapping at its top level' }]);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
    throw new ConfigError([
      { path: 'TELLTALE_CONFIG', value: `${path} (${code})`, remedy: 'name a YAML file that exists and may be read' },
    ]);
  }
}
