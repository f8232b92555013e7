import { measureRankingSuite } from '../ranking-suite.ts';
import type { QualitySuite } from '../suite.ts';

export const suite: QualitySuite = {
  summary: 'how true events are ranked: all models side by side, calibration and a replayed queue',
  needs: 'alarms/ait/ or alarms/seattle-2015/',
  async measure({ dataFolder, progress }) {
    return dataFolder === undefined ? undefined : measureRankingSuite(dataFolder, progress);
  },
};
