import type { CollectorPlugin } from '../../core/ports/collector.ts';
import { replayConfigSchema, type ReplayConfig } from './config.ts';
import { demoFile } from './demo/demo-file.ts';
import { ReplayCollector } from './replay-collector.ts';
import { systemTimer } from './timer.ts';

const replay: CollectorPlugin<ReplayConfig> = {
  kind: 'replay',
  summary: 'Plays recorded readings and alarms from CSV files, and the demonstration site',
  configSchema: replayConfigSchema,
  environment: { TELLTALE_DEMO: 'demo' },
  isEnabled: (config) => config.demo || config.files.length > 0,
  create: (config, context) =>
    new ReplayCollector(config.demo ? [demoFile, ...config.files] : config.files, context, systemTimer),
};

export default replay;
