import type { SourceFile } from './imports.ts';

/** Which top-level folders each folder may import besides itself. Folders that are not named may import nothing. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  runtime: ['core'],
  config: ['core'],
  storage: ['core', 'runtime'],
  collectors: ['core', 'runtime'],
  analytics: ['core', 'runtime'],
  events: ['core', 'runtime'],
  alerts: ['core', 'runtime'],
  identity: ['core', 'runtime'],
  console: ['core', 'runtime'],
  dashboards: ['core', 'runtime'],
  flows: [],
  deploy: [],
};

/** These wire, measure or test the others and may import anything. */
const MAY_IMPORT_ANYTHING = new Set(['app', 'bench', 'test']);

/** Folders whose subfolders are plug-ins: siblings that must not know each other. */
const PLUGIN_PARENTS = ['collectors', 'analytics/detectors', 'alerts/notifiers', 'storage/exporters'];
/** What plug-ins of one parent share. */
const SHARED_BY_PLUGINS = new Set(['collectors/formats']);

/** Every import that breaks the house's rule, as `file imports file`. */
export function brokenImports(sources: readonly SourceFile[]): readonly string[] {
  return sources.flatMap((source) =>
    source.imports.filter((target) => !isAllowed(source, target)).map((target) => `${source.path} imports ${target}`),
  );
}

function isAllowed(source: SourceFile, target: string): boolean {
  const from = topFolder(source.path);
  const to = topFolder(target);
  if (MAY_IMPORT_ANYTHING.has(from) || !source.path.includes('/')) return true;
  if (isTest(source.path) && ['test', 'config'].includes(to)) return true;
  if (from !== to) return MAY_IMPORT[from]?.includes(to) === true;
  const ownPlugin = pluginOf(source.path);
  const otherPlugin = pluginOf(target);
  return (
    otherPlugin === undefined ||
    otherPlugin === ownPlugin ||
    SHARED_BY_PLUGINS.has(otherPlugin) ||
    (isTest(source.path) && ownPlugin === undefined)
  );
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$|\/testing\/|\/test-support\/|-contract\.ts$/.test(path);
}

function topFolder(path: string): string {
  return path.split('/')[0] ?? '';
}

/** The plug-in folder a path lies in, if it lies in one. */
function pluginOf(path: string): string | undefined {
  for (const parent of PLUGIN_PARENTS) {
    const depth = parent.split('/').length;
    const parts = path.split('/');
    if (path.startsWith(`${parent}/`) && parts.length > depth + 1) return parts.slice(0, depth + 1).join('/');
  }
  return undefined;
}
