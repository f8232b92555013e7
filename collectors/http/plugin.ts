import type { CollectorPlugin } from '../../core/ports/collector.ts';
import { httpCollectorConfigSchema, type HttpCollectorConfig } from './config.ts';
import { HttpCollector } from './http-collector.ts';

const plugin: CollectorPlugin<HttpCollectorConfig> = {
  kind: 'http',
  summary: 'Readings and alarms posted to the console server: JSON, JSON lines and InfluxDB line protocol',
  configSchema: httpCollectorConfigSchema,
  environment: {},
  isEnabled: (config) => config.enabled,
  create: (config, context) => new HttpCollector(config, context),
};

export default plugin;
