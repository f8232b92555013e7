import { z } from 'zod';
import type { CollectorPlugin } from '../../core/ports/collector.ts';
import { HttpCollector } from './http-collector.ts';

const httpCollectorConfigSchema = z
  .strictObject({
    enabled: z.boolean().default(true),
    maxRows: z.coerce.number().int().min(1).default(50_000).describe('Rows taken from one request.'),
    site: z.string().min(1).default('http').describe('Site of lines that name none.'),
  })
  .prefault({});

export type HttpCollectorConfig = z.output<typeof httpCollectorConfigSchema>;

const plugin: CollectorPlugin<HttpCollectorConfig> = {
  kind: 'http',
  summary: 'Readings and alarms posted to the console server: JSON, JSON lines and InfluxDB line protocol',
  configSchema: httpCollectorConfigSchema,
  environment: {},
  isEnabled: (config) => config.enabled,
  create: (config, context) => new HttpCollector(config, context),
};

export default plugin;
