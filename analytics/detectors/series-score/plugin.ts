import type { DetectorPlugin } from '../../../core/ports/detector.ts';
import { seriesScoreConfigSchema, type SeriesScoreConfig } from './config.ts';
import { SeriesScoreDetector } from './series-score-detector.ts';

const seriesScore: DetectorPlugin<SeriesScoreConfig> = {
  kind: 'series-score',
  summary: 'Rows that are rare in their own past: in level, range, season, shape, shift or spread',
  configSchema: seriesScoreConfigSchema,
  environment: {},
  isEnabled: (config) => config.enabled,
  create: () => new SeriesScoreDetector(),
};

export default seriesScore;
