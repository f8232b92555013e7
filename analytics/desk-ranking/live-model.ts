import { Failure } from '../../core/failure.ts';
import type { Contribution } from '../../core/priority.ts';
import { ColdStart } from '../ranking/cold-start.ts';
import { coreOfRecord } from '../ranking/core-record.ts';
import { explainedPriority } from '../ranking/explanation.ts';
import { ContextFeatures } from '../ranking/past/context-features.ts';
import { NameClusters } from '../ranking/past/name-clusters.ts';
import { RowKeys, type KeyedRow } from '../ranking/past/row-keys.ts';
import type { RankingCore } from '../ranking/ranking-core.ts';
import type { RankingRow } from '../ranking/ranking-row.ts';
import { RateBook } from '../ranking/rates/rate-book.ts';
import { DESK_COLUMNS } from './event-row.ts';
import type { ModelVersion } from './model-version.ts';

/** What an event was judged by, kept to learn from its closing. */
export interface Lesson {
  readonly row: KeyedRow;
  /** Absent for what the model was fitted on: it teaches rates alone, the rest knows it already. */
  readonly judged?: { readonly values: Float64Array; readonly logOdds: number };
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

/** What judges, and the rates that it learns. */
interface Engine {
  readonly core: RankingCore | ColdStart;
  readonly book: RateBook | undefined;
}

/**
 * One model with the past it needs: judges events in the order in which they open, and learns from closings. The same openings
 * and closings in the same order give the same judgements. Without a version, rules and rates judge.
 */
export class LiveModel {
  readonly #keys: RowKeys;
  readonly #past = new ContextFeatures(DESK_COLUMNS.numericColumns);
  readonly #fitted: Engine | undefined;
  #cold: Engine | undefined;
  #nowSeconds = -Infinity;

  /** @throws Failure when the version was made for other features. */
  constructor(version?: ModelVersion) {
    this.#keys = new RowKeys(version === undefined ? NameClusters.none : NameClusters.of(version.sensorNames));
    this.#fitted = version === undefined ? undefined : engineOf(version, this.#past);
  }

  /** Counts a row that the model was fitted on. */
  pass(row: RankingRow): Lesson {
    const keyed = this.#keyed(row);
    this.#past.observe(keyed, new Float64Array(this.#past.features.length), 0);
    return { row: keyed };
  }

  judge(row: RankingRow): Judgement {
    const keyed = this.#keyed(row);
    const { core } = this.#fitted ?? (this.#cold ??= coldEngine(this.#past, this.#nowSeconds));
    const { features } = core;
    const values = new Float64Array(features.length);
    const credits = new Float64Array(features.length);
    this.#past.observe(keyed, values, 0);
    core.writeRates(keyed, this.#past.company, this.#nowSeconds, values, this.#past.features.length);
    const rest = core instanceof ColdStart ? core.explain(values, credits, NO_WORDS) : core.explain(values, credits);
    const { logOdds, priority } = explainedPriority(features, credits, rest, false);
    return { logOdds, reasons: priority.contributions, lesson: { row: keyed, judged: { values, logOdds } } };
  }

  learn({ row, judged }: Lesson, label: 0 | 1): void {
    const engine = this.#fitted ?? this.#cold;
    if (engine === undefined) return;
    const { core, book } = engine;
    if (judged === undefined) book?.learn(row, label);
    else if (core instanceof ColdStart) core.learn(row, judged.logOdds, label);
    else core.learn(row, judged.values, judged.logOdds, label);
  }

  /** A clock that was set back: no time passes until it is where it was. */
  #keyed(row: RankingRow): KeyedRow {
    this.#nowSeconds = Math.max(this.#nowSeconds, row.timeSeconds);
    return this.#keys.keysOf({ ...row, timeSeconds: this.#nowSeconds });
  }
}

function engineOf({ id, originSeconds, strengths, core: record }: ModelVersion, past: ContextFeatures): Engine {
  const book = new RateBook(DESK_COLUMNS.wordColumns, Float64Array.from(strengths), originSeconds);
  const core = coreOfRecord(record, [...past.features, ...book.features], book);
  if (core !== undefined) return { core, book };
  throw new Failure(`the ranking model ${id} was made for other features`, {
    reason: 'configuration',
    retryable: false,
    remedy: 'nothing: rules rank until the next model is fitted',
  });
}

function coldEngine(past: ContextFeatures, originSeconds: number): Engine {
  return { core: new ColdStart(past.features, DESK_COLUMNS.wordColumns, originSeconds), book: undefined };
}
