import type { DetectorPlugin } from '../../../core/ports/detector.ts';
import { timeShiftConfigSchema, type TimeShiftConfig } from './config.ts';
import { TimeShiftDetector } from './time-shift-detector.ts';

const timeShift: DetectorPlugin<TimeShiftConfig> = {
  kind: 'time-shift',
  summary: 'Readings unlike those at the same time one day before',
  configSchema: timeShiftConfigSchema,
  environment: {},
  isEnabled: (config) => config.enabled,
  create: (config) => new TimeShiftDetector(config),
};

export default timeShift;
