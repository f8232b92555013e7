import { z } from 'zod';
import type { PluginDescription } from '../core/ports/plugin.ts';
import { detectionSchema } from './detection.ts';
import { HOUSE_ENVIRONMENT, houseSchema } from './schema.ts';

/** The plug-in kinds and the section of the file that each kind's settings stand in. */
export interface PluginSections {
  readonly collectors: readonly PluginDescription<unknown>[];
  readonly detectors: readonly PluginDescription<unknown>[];
  readonly exporters: readonly PluginDescription<unknown>[];
  readonly notifiers: readonly PluginDescription<unknown>[];
}

export type SectionName = keyof PluginSections;

export const SECTION_NAMES: readonly SectionName[] = ['collectors', 'detectors', 'exporters', 'notifiers'];

/** The schema of the whole file: the settings of the house and those of every plug-in. */
export function wholeSchema(sections: PluginSections) {
  return houseSchema.extend({
    detection: detectionSchema(sections.detectors.map(({ kind }) => kind)),
    collectors: sectionSchema(sections.collectors),
    detectors: sectionSchema(sections.detectors),
    exporters: sectionSchema(sections.exporters),
    notifiers: sectionSchema(sections.notifiers),
  });
}

function sectionSchema(plugins: readonly PluginDescription<unknown>[]) {
  const entries = plugins.map(
    (plugin) => [plugin.kind, plugin.configSchema.prefault({}).describe(plugin.summary)] as const,
  );
  return z.strictObject(Object.fromEntries(entries)).prefault({});
}

/** Every environment variable, with the dotted path of the setting in the whole file. */
export function wholeEnvironment(sections: PluginSections): Record<string, string> {
  const variables = { ...HOUSE_ENVIRONMENT };
  for (const section of SECTION_NAMES) {
    for (const { kind, environment } of sections[section]) {
      for (const [name, path] of Object.entries(environment)) variables[name] = `${section}.${kind}.${path}`;
    }
  }
  return variables;
}
