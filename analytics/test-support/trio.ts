import { DetectionEngine, type LevelChange } from '../detection-engine.ts';
import { coefficientOfVariationConfigSchema } from '../detectors/coefficient-of-variation/config.ts';
import { CoefficientOfVariationDetector } from '../detectors/coefficient-of-variation/coefficient-of-variation-detector.ts';
import { holtWintersConfigSchema } from '../detectors/holt-winters/config.ts';
import { HoltWintersDetector } from '../detectors/holt-winters/holt-winters-detector.ts';
import { timeShiftConfigSchema } from '../detectors/time-shift/config.ts';
import { TimeShiftDetector } from '../detectors/time-shift/time-shift-detector.ts';
import { ReadingBatchBuilder } from '../../core/reading-batch.ts';
import { NO_RULES, type SeriesRules } from '../series-rules.ts';

/** What is judged by what it turns out to be. */
export const RECOGNISED: SeriesRules = { ...NO_RULES, kind: undefined };

/** An engine with the three detectors as they are without configuration; gauges only, unless `rules` say otherwise. */
export function engineWithTrio(rules = NO_RULES): DetectionEngine {
  return new DetectionEngine({
    detectors: [
      {
        kind: 'coefficient-of-variation',
        detector: new CoefficientOfVariationDetector(coefficientOfVariationConfigSchema.parse({})),
      },
      { kind: 'time-shift', detector: new TimeShiftDetector(timeShiftConfigSchema.parse({})) },
      { kind: 'holt-winters', detector: new HoltWintersDetector(holtWintersConfigSchema.parse({})) },
    ],
    seriesKeyOf: (seriesId) => `series-${seriesId}`,
    rulesOf: () => rules,
  });
}

/** Feeds one series, one reading every `stepMillis`, and returns the level changes. */
export function changesOf(
  values: Iterable<number>,
  stepMillis = 1000,
  startMillis = 0,
  rules = NO_RULES,
): LevelChange[] {
  const builder = new ReadingBatchBuilder();
  let millis = startMillis;
  for (const value of values) {
    builder.add(0, millis, value);
    millis += stepMillis;
  }
  const changes: LevelChange[] = [];
  engineWithTrio(rules).process(builder.build(millis), (change) => changes.push(change));
  return changes;
}

/** The changes that entered a level, or rose to a higher one, rather than left it. */
export function enteredOf(changes: readonly LevelChange[]): LevelChange[] {
  return changes.filter(({ aberration }) => aberration.level !== 'normal');
}
