import { NAB_PROFILES, normaliseScore, type NabProfile } from './nab-rules.ts';
import { bestThreshold, resultAtThreshold, type ScoredSeries, type ThresholdResult } from './nab-threshold.ts';

/** One profile's result with one threshold for all series, and with each category's threshold chosen on the others. */
export interface ProfileReport {
  readonly profile: string;
  readonly bestThreshold: Score;
  readonly leaveOneCategoryOut: Score;
  readonly categories: readonly CategoryReport[];
}

export interface Score {
  /** 0 is a silent detector, 100 a perfect one. */
  readonly score: number;
  readonly windowsHit: number;
  readonly windows: number;
  readonly falsePositiveRows: number;
}

export interface CategoryReport {
  readonly category: string;
  readonly bestThreshold: CategoryScore;
  readonly leaveOneCategoryOut: CategoryScore;
}

/** A category's own score is undefined where it has no window. */
export interface CategoryScore extends Omit<Score, 'score'> {
  readonly score: number | undefined;
  readonly threshold: number;
}

export function reportNab(scored: readonly ScoredSeries[]): ProfileReport[] {
  return NAB_PROFILES.map((profile) => reportProfile(scored, profile));
}

function reportProfile(scored: readonly ScoredSeries[], profile: NabProfile): ProfileReport {
  const { threshold } = bestThreshold(scored, profile);
  const categories = [...new Set(scored.map(({ series }) => series.category))].map((category) => {
    const own = scored.filter(({ series }) => series.category === category);
    const others = scored.filter(({ series }) => series.category !== category);
    return {
      category,
      atBest: resultAtThreshold(own, profile, threshold),
      leftOut: resultAtThreshold(own, profile, bestThreshold(others, profile).threshold),
    };
  });
  return {
    profile: profile.name,
    bestThreshold: sumOf(
      categories.map(({ atBest }) => atBest),
      profile,
    ),
    leaveOneCategoryOut: sumOf(
      categories.map(({ leftOut }) => leftOut),
      profile,
    ),
    categories: categories.map(({ category, atBest, leftOut }) => ({
      category,
      bestThreshold: categoryScore(atBest, profile),
      leaveOneCategoryOut: categoryScore(leftOut, profile),
    })),
  };
}

function sumOf(results: readonly ThresholdResult[], profile: NabProfile): Score {
  const total = (field: keyof ThresholdResult) => results.reduce((sum, result) => sum + result[field], 0);
  return {
    score: normaliseScore(total('raw'), total('windows'), profile),
    windowsHit: total('windowsHit'),
    windows: total('windows'),
    falsePositiveRows: total('falsePositiveRows'),
  };
}

function categoryScore(result: ThresholdResult, profile: NabProfile): CategoryScore {
  const { raw, ...counts } = result;
  return { ...counts, score: result.windows === 0 ? undefined : normaliseScore(raw, result.windows, profile) };
}
