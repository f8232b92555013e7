import type { DetectorPlugin } from '../../../core/ports/detector.ts';
import { holtWintersConfigSchema, type HoltWintersConfig } from './config.ts';
import { HoltWintersDetector } from './holt-winters-detector.ts';

const holtWinters: DetectorPlugin<HoltWintersConfig> = {
  kind: 'holt-winters',
  summary: 'Readings far from a forecast of level, slope and time of day',
  configSchema: holtWintersConfigSchema,
  environment: {},
  isEnabled: (config) => config.enabled,
  create: (config) => new HoltWintersDetector(config),
};

export default holtWinters;
