import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEMO_SITE } from '../../../core/event.ts';
import type { ReplayFile } from '../config.ts';
import { LIVE_STEP_SECONDS, LOOP_FROM_SECONDS } from './scenario.ts';

/** Where the data lies, seen from this module or from its compiled twin under `dist/`, which has no data files. */
export function demoCsvPath(moduleUrl: string): string {
  const above = dirname(dirname(dirname(dirname(fileURLToPath(moduleUrl)))));
  const packageRoot = basename(above) === 'dist' ? dirname(above) : above;
  return join(packageRoot, 'collectors', 'replay', 'demo', 'demo-site.csv');
}

/** The demonstration: its eventful first minutes once, its calm remainder for ever. */
export const demoFile: ReplayFile = {
  path: demoCsvPath(import.meta.url),
  site: DEMO_SITE,
  speed: 1,
  loop: true,
  loopFromSeconds: LOOP_FROM_SECONDS,
  loopPauseSeconds: LIVE_STEP_SECONDS,
  metric: 'value',
};
