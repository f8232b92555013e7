import type { DetectorPlugin } from '../../../core/ports/detector.ts';
import { stuckConfigSchema, type StuckConfig } from './config.ts';
import { StuckDetector } from './stuck-detector.ts';

const stuck: DetectorPlugin<StuckConfig> = {
  kind: 'stuck',
  summary: 'Gauges that used to vary and now repeat one value',
  configSchema: stuckConfigSchema,
  environment: {},
  isEnabled: (config) => config.enabled,
  create: (config) => new StuckDetector(config),
};

export default stuck;
