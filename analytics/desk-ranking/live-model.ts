import type { Contribution } from '../../core/priority.ts';
import { ColdStart } from '../ranking/cold-start.ts';
import { explainedPriority } from '../ranking/explanation.ts';
import { ContextFeatures } from '../ranking/past/context-features.ts';
import { NameClusters } from '../ranking/past/name-clusters.ts';
import { RowKeys, type KeyedRow } from '../ranking/past/row-keys.ts';
import type { RankingRow } from '../ranking/ranking-row.ts';
import { DESK_COLUMNS } from './event-row.ts';

/** What an event was judged by, kept to learn from its closing. */
export interface Lesson {
  readonly row: KeyedRow;
  readonly values: Float64Array;
  readonly logOdds: number;
}

export interface Judgement {
  /** Between -12 and 12, a multiple of 1/16,384. */
  readonly logOdds: number;
  /** They add up to `logOdds` exactly; what is usual here first, then the weightiest. */
  readonly reasons: readonly Contribution[];
  readonly lesson: Lesson;
}

/** The types of a signal say what its class says, and the class has its weight in the priority already. */
const NO_WORDS = '';

/**
 * Rules and rates with the past they need: judges events in the order in which they open, and learns from closings. The same
 * openings and closings in the same order give the same judgements.
 */
export class LiveModel {
  readonly #keys = new RowKeys(NameClusters.none);
  readonly #past = new ContextFeatures(DESK_COLUMNS.numericColumns);
  #core: ColdStart | undefined;
  #nowSeconds = -Infinity;

  judge(row: RankingRow): Judgement {
    // A clock that was set back: no time passes until it is where it was.
    this.#nowSeconds = Math.max(this.#nowSeconds, row.timeSeconds);
    const keyed = this.#keys.keysOf({ ...row, timeSeconds: this.#nowSeconds });
    const core = (this.#core ??= new ColdStart(this.#past.features, DESK_COLUMNS.wordColumns, this.#nowSeconds));
    const { features } = core;
    const values = new Float64Array(features.length);
    const credits = new Float64Array(features.length);
    this.#past.observe(keyed, values, 0);
    core.writeRates(keyed, this.#past.company, this.#nowSeconds, values, this.#past.features.length);
    const rest = core.explain(values, credits, NO_WORDS);
    const { logOdds, priority } = explainedPriority(features, credits, rest, false);
    return { logOdds, reasons: priority.contributions, lesson: { row: keyed, values, logOdds } };
  }

  learn({ row, logOdds }: Lesson, label: 0 | 1): void {
    this.#core?.learn(row, logOdds, label);
  }
}
