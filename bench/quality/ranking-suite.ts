import { measureRankings, type RankingFigures } from './measure-ranking.ts';
import { aitSplits, seattleSplits, unseenBlockSplits } from './ranking-data.ts';
import { describeRanking } from './ranking-lines.ts';

const STAFFING = { operators: 2, secondsAnEvent: 60 };

export interface RankingSuiteResult {
  readonly lines: readonly string[];
  readonly figures: Readonly<Record<string, RankingFigures>>;
}

/** Everything about ranking that the data folder has; undefined when it has nothing. */
export function measureRankingSuite(
  dataFolder: string,
  progress: (text: string) => void,
): RankingSuiteResult | undefined {
  const parts = [
    ['Seattle alarm calls, temporal split: the last 30 %', seattleSplits(dataFolder), false],
    ['Seattle alarm calls, unseen places: every third block', unseenBlockSplits(dataFolder), false],
    ['AIT, unseen site: each scenario, caused by the attack', aitSplits(dataFolder, 'caused by the attack'), true],
    ['AIT, unseen site: each scenario, during the attack', aitSplits(dataFolder, 'during the attack'), true],
  ] as const;
  const lines: string[] = [];
  const figures: Record<string, RankingFigures> = {};
  for (const [title, splits, withQueue] of parts) {
    if (splits.length === 0) continue;
    const conditions = { staffing: STAFFING, learnsClosings: !withQueue };
    const measured = measureRankings(splits, conditions, (done) => progress(`${title}: ${done} of ${splits.length}`));
    figures[title] = measured;
    lines.push(...describeRanking(title, measured, withQueue), '');
  }
  return lines.length === 0 ? undefined : { lines, figures };
}
