import type { Series } from '../../core/series.ts';
import { kindHint } from '../kinds/kind-hint.ts';
import { rateSeries } from '../kinds/rate-series.ts';
import { leastDeviation } from '../least-deviation.ts';
import { NO_RULES, type SeriesRules } from '../series-rules.ts';
import type { DetectionOverride, Sensitivity } from './detection-override.ts';
import { resolveOverrides } from './resolve-overrides.ts';

const SCORE_FACTORS: Readonly<Record<Sensitivity, number>> = { low: 0.5, normal: 1, high: 1.5 };

/** The rules of one series: what its name says of it, and over that what somebody wants to be otherwise. */
export function seriesRulesOf(series: Series, overrides: readonly DetectionOverride[]): SeriesRules {
  const wanted = resolveOverrides(series, overrides);
  return {
    ...NO_RULES,
    isJudged: wanted.enabled ?? true,
    kind: wanted.kind,
    hint: kindHint(series),
    leastDeviation: wanted.leastDeviation ?? leastDeviation(series),
    leastRateDeviation: wanted.leastDeviation ?? leastDeviation(rateSeries(series)),
    leastDurationMillis: 1000 * (wanted.minimumDurationSeconds ?? 0),
    direction: wanted.direction ?? 'both',
    scoreFactor: SCORE_FACTORS[wanted.sensitivity ?? 'normal'],
    silencedDetectors: Object.entries(wanted.detectors ?? {}).flatMap(([kind, isHeard]) =>
      isHeard === false ? kind : [],
    ),
  };
}
