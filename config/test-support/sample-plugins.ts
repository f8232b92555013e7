import { z } from 'zod';
import type { PluginDescription } from '../../core/ports/plugin.ts';
import { Secret } from '../../core/secret.ts';
import type { PluginSections } from '../whole-schema.ts';

/** A plug-in with one setting of each sort. */
const meter: PluginDescription<unknown> = {
  kind: 'meter',
  summary: 'Reads meters',
  configSchema: z.strictObject({
    enabled: z.boolean().default(true),
    port: z.coerce.number().int().min(0).max(65_535).default(4000).describe('Port the meters call.'),
    url: z.string().optional().describe('A meter elsewhere.'),
    password: z
      .string()
      .min(8)
      .transform((text) => new Secret(text))
      .optional(),
    mode: z.enum(['slow', 'fast']).default('slow'),
    topic: z
      .string()
      .transform((text) => ({ matches: (other: string) => other === text }))
      .optional(),
    names: z.record(z.string(), z.string().min(1)).default({}),
    lines: z
      .array(z.strictObject({ address: z.string(), password: z.string().min(3).optional() }))
      .default([])
      .describe('Lines of meters.'),
  }),
  environment: { TELLTALE_METER_PORT: 'port', TELLTALE_METER_PASSWORD: 'password' },
  isEnabled: () => true,
};

const pager: PluginDescription<unknown> = {
  kind: 'pager',
  summary: 'Pages people',
  configSchema: z.strictObject({
    to: z
      .preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(z.email()))
      .prefault([]),
  }),
  environment: { TELLTALE_PAGER_TO: 'to' },
  isEnabled: () => true,
};

const novelty: PluginDescription<unknown> = {
  kind: 'novelty',
  summary: 'Notices what has never been',
  configSchema: z.strictObject({ enabled: z.boolean().default(true) }),
  environment: {},
  isEnabled: () => true,
};

export const samplePlugins: PluginSections = {
  collectors: [meter],
  detectors: [novelty],
  exporters: [],
  notifiers: [pager],
};
