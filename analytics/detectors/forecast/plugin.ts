import type { DetectorPlugin } from '../../../core/ports/detector.ts';
import { forecastConfigSchema, type ForecastConfig } from './config.ts';
import { ForecastDetector } from './forecast-detector.ts';

const forecast: DetectorPlugin<ForecastConfig> = {
  kind: 'forecast',
  summary: 'Readings off what the level, the time of day and the day of the week let expect',
  configSchema: forecastConfigSchema,
  environment: {},
  isEnabled: (config) => config.enabled,
  create: (config) => new ForecastDetector(config),
};

export default forecast;
