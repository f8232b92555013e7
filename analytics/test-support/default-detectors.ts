import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { DetectorPlugin } from '../../core/ports/detector.ts';
import type { NamedDetector } from '../detection-engine.ts';

const FOLDER = fileURLToPath(new URL('../detectors/', import.meta.url));
const MODULE = import.meta.url.endsWith('.ts') ? 'plugin.ts' : 'plugin.js';

const plugins = await Promise.all(
  readdirSync(FOLDER)
    .sort()
    .map((name) => `${FOLDER}${name}/${MODULE}`)
    .filter((file) => existsSync(file))
    .map(async (file) => {
      const loaded: { readonly default: DetectorPlugin } = await import(pathToFileURL(file).href);
      return loaded.default;
    }),
);

/** Every detector that is on without configuration, made anew. */
export function defaultDetectors(): NamedDetector[] {
  return plugins
    .filter((plugin) => plugin.isEnabled(plugin.configSchema.parse({})))
    .map((plugin) => ({ kind: plugin.kind, detector: plugin.create(plugin.configSchema.parse({})) }));
}
