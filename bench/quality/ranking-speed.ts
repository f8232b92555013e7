import { seededUniform } from '../../analytics/ranking/random.ts';
import { Ranker } from '../../analytics/ranking/ranker.ts';
import type { RankingRow } from '../../analytics/ranking/ranking-row.ts';
import { median } from '../support/statistics.ts';

const SITES = 600;
const SENSORS_A_SITE = 54;
const TYPES = 40;
const TRUE_SHARE = 0.04;
const MICROS_A_SECOND = 1e6;
const EVENTS_A_ROUND = 5000;
const ROUNDS = 11;
/** Until the compiler has seen what is called often. */
const WARM_UP_ROUNDS = 2;

interface MadeUpRow extends RankingRow {
  readonly label: 0 | 1;
}

export interface RankingSpeed {
  readonly trainedEvents: number;
  readonly refitCpuSeconds: number;
  /** Of the median round; the machine's other work lengthens CPU time too. */
  readonly scoredEventsACpuSecond: number;
  readonly scoredEventsACpuSecondAtBest: number;
  readonly explainedEventsACpuSecond: number;
  readonly learnedMicros: number;
}

/** CPU time to fit on `events` of a made-up room of the seed's size, to score, to score and explain, and to learn one closing. */
export function measureRankingSpeed(events: number): RankingSpeed {
  const rows = madeUpRows(events + 100_000);
  const columns = { numericColumns: [], wordColumns: [] };
  const ranker = new Ranker(rows.slice(0, events), columns);
  const later = rows.slice(events);
  const first = later[0];
  const refit = cpuSeconds(() => first !== undefined && ranker.score(first));
  const toScore = later.slice(1, 1 + ROUNDS * EVENTS_A_ROUND);
  const toExplain = later.slice(60_000, 80_000);
  const toLearn = later.slice(80_000, 90_000);
  const secondsOfRounds = Array.from({ length: ROUNDS }, (_, round) =>
    cpuSeconds(() => {
      for (const row of toScore.slice(round * EVENTS_A_ROUND, (round + 1) * EVENTS_A_ROUND)) ranker.score(row);
    }),
  ).slice(WARM_UP_ROUNDS);
  const explaining = cpuSeconds(() => {
    for (const row of toExplain) ranker.rank(row);
  });
  let learning = 0;
  for (const row of toLearn) {
    ranker.score(row);
    const lesson = ranker.lesson();
    const startedAt = performance.now();
    ranker.learn(lesson, row.label);
    learning += performance.now() - startedAt;
  }
  return {
    trainedEvents: events,
    refitCpuSeconds: refit,
    scoredEventsACpuSecond: Math.round(EVENTS_A_ROUND / median(secondsOfRounds)),
    scoredEventsACpuSecondAtBest: Math.round(EVENTS_A_ROUND / Math.min(...secondsOfRounds)),
    explainedEventsACpuSecond: Math.round(toExplain.length / explaining),
    learnedMicros: (learning * 1000) / toLearn.length,
  };
}

function madeUpRows(count: number): readonly MadeUpRow[] {
  const uniform = seededUniform(11);
  let timeSeconds = 1_700_000_000;
  return Array.from({ length: count }, (): MadeUpRow => {
    timeSeconds += -86 * Math.log(1 - uniform());
    const site = Math.floor(uniform() * SITES);
    const type = Math.floor(uniform() * uniform() * TYPES);
    return {
      timeSeconds,
      type: `type ${type}`,
      site: `site ${site}`,
      sensor: `zone ${Math.floor(uniform() * SENSORS_A_SITE)}`,
      latitude: 42 + site / 1000,
      longitude: 13 + (site % 37) / 50,
      numbers: [],
      words: [],
      label: uniform() < TRUE_SHARE * (type % 5 === 0 ? 4 : 0.5) ? 1 : 0,
    };
  });
}

function cpuSeconds(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / MICROS_A_SECOND;
}
