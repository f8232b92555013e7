import { describeFalseAlarms } from '../false-alarm-lines.ts';
import { measureFalseAlarms, type Sampling } from '../measure-false-alarms.ts';
import type { QualitySuite } from '../suite.ts';

/** Fewer series where each has more readings: 95 s of CPU in all. */
const SAMPLINGS: readonly Sampling[] = [
  { stepMinutes: 60, series: 40, foundSeries: 200 },
  { stepMinutes: 5, series: 8, foundSeries: 100 },
  { stepMinutes: 1, series: 4, foundSeries: 40 },
];
/** Nothing was chosen on these. */
const SEED = 20_000;

export const suite: QualitySuite = {
  summary: 'false alarms on generated healthy series, and disturbances found, with every detector',
  needs: undefined,
  async measure({ progress }) {
    const figures = measureFalseAlarms({ samplings: SAMPLINGS, seed: SEED, family: '' }, progress);
    return await Promise.resolve({ lines: describeFalseAlarms(figures), figures: { samplings: figures } });
  },
};
