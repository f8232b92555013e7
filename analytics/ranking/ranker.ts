import type { LikelihoodBand } from '../../core/likelihood.ts';
import { LIFE_SAFETY_CLASSES } from '../../core/signal.ts';
import type { Priority } from '../../core/priority.ts';
import { ColdStart } from './cold-start.ts';
import { explainedPriority } from './explanation.ts';
import { FeatureTable } from './fit/feature-table.ts';
import { fitCore, type FitOptions, type FitReport, type TrainingSet } from './fit/fit-core.ts';
import { siteFolds, timeFolds } from './fit/folds.ts';
import { likelihoodBand } from './likelihood-band.ts';
import { sigmoid } from './models/model.ts';
import { ContextFeatures } from './past/context-features.ts';
import { NameClusters } from './past/name-clusters.ts';
import { RowKeys, type KeyedRow } from './past/row-keys.ts';
import { RateBook } from './rates/rate-book.ts';
import type { ModelName, RankingCore } from './ranking-core.ts';
import type { LabelledRow, RankingRow } from './ranking-row.ts';
import { reasonSentence } from './reason-sentence.ts';

/** With fewer of either the models would learn chance; rules and rates rank until then. */
const LEAST_OF_EACH_LABEL = 20;
const CLASS_COLUMN = 'class';

export interface RankingColumns {
  readonly numericColumns: readonly string[];
  readonly wordColumns: readonly string[];
}

export interface Ranked {
  /** That the event is true. */
  readonly probability: number;
  readonly band: LikelihoodBand;
  /** The calibrated log-odds of being true, and for danger to life so much more that it stands above everything else. */
  readonly priority: Priority;
  /** Why, in one plain sentence. */
  readonly sentence: string;
  /** Which model ranked it. */
  readonly model: 'familiar site' | 'new site' | 'cold start';
}

/** What an event was ranked with, kept until it is closed. */
export interface Lesson {
  readonly row: KeyedRow;
  readonly values: Float64Array;
  readonly logOdds: number;
  readonly core: RankingCore | ColdStart;
}

/**
 * Ranks events in time order by what was known before each, and learns from closings. A site that was in the training file is
 * ranked by a core fitted on held-out stretches of time, a new one by a core fitted on held-out sites; each is fitted when it is
 * first needed. Same rows, same order, same answers.
 */
export class Ranker {
  readonly #columns: RankingColumns;
  readonly #options: FitOptions;
  readonly #keys: RowKeys;
  readonly #history: readonly KeyedRow[];
  readonly #teaching: readonly boolean[];
  readonly #labels: Uint8Array;
  readonly #sites: ReadonlySet<string>;
  readonly #classColumn: number;
  readonly #endSeconds: number;
  readonly #past: ContextFeatures;
  readonly #values: Float64Array;
  readonly #credits: Float64Array;
  /** How many rows of the history have been counted in the past so far. */
  #passed = 0;
  #set: TrainingSet | undefined;
  #familiar: RankingCore | undefined;
  #stranger: RankingCore | undefined;
  readonly #cold: ColdStart | undefined;
  readonly reports = new Map<Ranked['model'], FitReport>();
  /** What was ranked last, and by what. */
  #row: KeyedRow | undefined;
  #core: RankingCore | ColdStart | undefined;
  #logOdds = NaN;

  /** `history` in time order. */
  constructor(
    history: readonly LabelledRow[],
    columns: RankingColumns,
    options: FitOptions = { withChallengers: false },
  ) {
    this.#columns = columns;
    this.#options = options;
    this.#keys = new RowKeys(NameClusters.of(history.map(({ sensor }) => sensor)));
    this.#history = history.map((row) => this.#keys.keysOf(row));
    this.#teaching = history.map(({ label }) => label !== undefined);
    this.#labels = Uint8Array.from(history.flatMap(({ label }) => (label === undefined ? [] : [label])));
    this.#sites = new Set(history.map(({ site }) => site));
    this.#classColumn = columns.wordColumns.findIndex((name) => name.toLowerCase() === CLASS_COLUMN);
    this.#past = new ContextFeatures(columns.numericColumns);
    this.#endSeconds = history.at(-1)?.timeSeconds ?? 0;
    const cold = new ColdStart(this.#past.features, columns.wordColumns, this.#endSeconds);
    this.#values = new Float64Array(cold.features.length);
    this.#credits = new Float64Array(cold.features.length);
    const trues = this.#labels.reduce((sum, label) => sum + label, 0);
    if (Math.min(trues, this.#labels.length - trues) >= LEAST_OF_EACH_LABEL) return;
    this.#cold = cold;
    for (const [index, row] of this.#history.filter((_, at) => this.#teaching[at]).entries())
      cold.learn(row, 0, this.#labels[index] === 1 ? 1 : 0);
  }

  /** Rows must come in time order. */
  rank(row: RankingRow): Ranked {
    const core = this.#gather(row);
    this.#credits.fill(0);
    const rest =
      core instanceof ColdStart
        ? core.explain(this.#values, this.#credits, row.type)
        : core.explain(this.#values, this.#credits);
    const { logOdds, priority } = explainedPriority(core.features, this.#credits, rest, this.#endangersLife(row));
    this.#logOdds = logOdds;
    const probability = sigmoid(logOdds);
    const band = likelihoodBand(probability);
    const sentence = reasonSentence(band, priority.contributions, core.features, this.#values);
    return { probability, band, priority, sentence, model: this.#modelFor(row) };
  }

  /** Calibrated log-odds without an explanation, at full speed. */
  score(row: RankingRow): number {
    const core = this.#gather(row);
    this.#logOdds = core instanceof ColdStart ? this.#ruledLogOdds(core, row) : core.logOdds(this.#values);
    return this.#logOdds;
  }

  /** Log-odds of the row that was ranked last, by one model alone; NaN if it was not fitted. */
  lastLogOddsOf(name: ModelName): number {
    const core = this.#core;
    return core instanceof ColdStart ? NaN : (core?.logOddsOf(name, this.#values) ?? NaN);
  }

  /** Of the row that was ranked last, for `learn` when it is closed. Throws before the first. */
  lesson(): Lesson {
    if (this.#row === undefined || this.#core === undefined) throw new RangeError('Nothing was ranked yet.');
    return { row: this.#row, core: this.#core, logOdds: this.#logOdds, values: this.#values.slice() };
  }

  learn({ core, row, values, logOdds }: Lesson, label: 0 | 1): void {
    if (core instanceof ColdStart) core.learn(row, logOdds, label);
    else core.learn(row, values, logOdds, label);
  }

  /** Puts together what is known of the row; returns what it is to be ranked by. */
  #gather(row: RankingRow): RankingCore | ColdStart {
    const keyed = this.#keys.keysOf(row);
    this.#passHistory(row.timeSeconds);
    this.#past.observe(keyed, this.#values, 0);
    const core = this.#cold ?? (this.#sites.has(row.site) ? this.#familiarCore() : this.#strangerCore());
    const { company, features } = this.#past;
    core.writeRates(keyed, company, Math.max(row.timeSeconds, this.#endSeconds), this.#values, features.length);
    this.#row = keyed;
    this.#core = core;
    return core;
  }

  #modelFor({ site }: RankingRow): Ranked['model'] {
    if (this.#cold !== undefined) return 'cold start';
    return this.#sites.has(site) ? 'familiar site' : 'new site';
  }

  /** What happened up to now is past, even where the training file goes on after it. */
  #passHistory(nowSeconds: number): void {
    for (; this.#passed < this.#history.length; this.#passed++) {
      const row = this.#history[this.#passed];
      if (row === undefined || row.timeSeconds > nowSeconds) return;
      this.#past.observe(row, this.#values, 0);
    }
  }

  #familiarCore(): RankingCore {
    this.#familiar ??= this.#fit('familiar site', timeFolds(this.#labels));
    return this.#familiar;
  }

  #strangerCore(): RankingCore {
    if (this.#stranger === undefined) {
      const folds = siteFolds(
        this.#trainingSet().table.rows.map(({ site }) => site),
        this.#labels,
      );
      this.#stranger = folds === undefined ? this.#familiarCore() : this.#fit('new site', folds);
    }
    return this.#stranger;
  }

  #fit(name: Ranked['model'], folds: ReturnType<typeof timeFolds>): RankingCore {
    const { core, report } = fitCore(this.#trainingSet(), folds, this.#options);
    this.reports.set(name, report);
    return core;
  }

  #trainingSet(): TrainingSet {
    const { numericColumns, wordColumns } = this.#columns;
    const rates = new RateBook(wordColumns, new Float64Array(0), 0).features;
    this.#set ??= {
      table: new FeatureTable(this.#history, this.#teaching, new ContextFeatures(numericColumns), rates),
      labels: this.#labels,
      wordColumns,
    };
    return this.#set;
  }

  #ruledLogOdds(core: ColdStart, row: RankingRow): number {
    this.#credits.fill(0);
    const rest = core.explain(this.#values, this.#credits, row.type);
    return this.#credits.reduce((sum, credit) => sum + credit, rest);
  }

  #endangersLife(row: RankingRow): boolean {
    const named = (row.words[this.#classColumn] ?? '').toLowerCase();
    return [...LIFE_SAFETY_CLASSES].some((each) => each === named);
  }
}
