import type { DetectorPlugin } from '../../../core/ports/detector.ts';
import { CoefficientOfVariationDetector } from './coefficient-of-variation-detector.ts';
import { coefficientOfVariationConfigSchema, type CoefficientOfVariationConfig } from './config.ts';

const coefficientOfVariation: DetectorPlugin<CoefficientOfVariationConfig> = {
  kind: 'coefficient-of-variation',
  summary: 'Series that vary much more than they used to',
  configSchema: coefficientOfVariationConfigSchema,
  environment: {},
  isEnabled: (config) => config.enabled,
  create: (config) => new CoefficientOfVariationDetector(config),
};

export default coefficientOfVariation;
