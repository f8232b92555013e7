import type { SystemStatus } from '../../../core/ports/status.ts';
import type { StatusView } from '../api-schemas.ts';
import { toStatusView } from '../status-view.ts';

export const NO_STATUS: SystemStatus = {
  version: '0.1.0',
  startedAtMillis: 0,
  sources: [],
  notifiers: [],
  lateStages: [],
  seriesCount: 0,
  workingMemory: 'embedded',
  demo: false,
};

export function noStatusView(): StatusView {
  return toStatusView(NO_STATUS, 0, []);
}
