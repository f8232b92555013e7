import type { SystemStatus } from '../../../core/ports/status.ts';

export const NO_STATUS: SystemStatus = {
  version: '0.1.0',
  startedAtMillis: 0,
  sources: [],
  notifiers: [],
  seriesCount: 0,
  workingMemory: 'embedded',
  demo: false,
};
