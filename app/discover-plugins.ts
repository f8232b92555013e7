import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CollectorPlugin } from '../core/ports/collector.ts';
import type { DetectorPlugin } from '../core/ports/detector.ts';
import type { ExporterPlugin } from '../core/ports/exporter.ts';
import type { NotifierPlugin } from '../core/ports/notifier.ts';

export interface Plugins {
  readonly collectors: readonly CollectorPlugin[];
  readonly detectors: readonly DetectorPlugin[];
  readonly exporters: readonly ExporterPlugin[];
  readonly notifiers: readonly NotifierPlugin[];
}

/** Where each sort of plug-in lives: every folder in it that holds a `plugin` module is one. */
export const PLUGIN_FOLDERS = {
  collectors: 'collectors',
  detectors: 'analytics/detectors',
  exporters: 'storage/exporters',
  notifiers: 'alerts/notifiers',
} as const;

/** Finds the plug-ins by listing their folders, so that adding one touches nothing else. */
export async function discoverPlugins(): Promise<Plugins> {
  const [collectors, detectors, exporters, notifiers] = await Promise.all([
    loadPlugins<CollectorPlugin>(PLUGIN_FOLDERS.collectors),
    loadPlugins<DetectorPlugin>(PLUGIN_FOLDERS.detectors),
    loadPlugins<ExporterPlugin>(PLUGIN_FOLDERS.exporters),
    loadPlugins<NotifierPlugin>(PLUGIN_FOLDERS.notifiers),
  ]);
  return { collectors, detectors, exporters, notifiers };
}

/** The conformance test holds every plug-in to its type, which an import by name cannot. */
async function loadPlugins<Plugin>(folder: string): Promise<Plugin[]> {
  const here = fileURLToPath(import.meta.url);
  const moduleName = here.endsWith('.ts') ? 'plugin.ts' : 'plugin.js';
  const root = join(here, '..', '..', folder);
  const files = readdirSync(root)
    .sort()
    .map((name) => join(root, name, moduleName))
    .filter((file) => existsSync(file));
  return await Promise.all(
    files.map(async (file) => {
      const loaded: { readonly default: Plugin } = await import(pathToFileURL(file).href);
      return loaded.default;
    }),
  );
}
