import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { LIKELIHOOD_BANDS, type Likelihood, type LikelihoodBand } from '../../core/likelihood.ts';

const REFIT_OUTCOMES = ['fitted', 'too-few-closings', 'failed'] as const;
const CHAMPION_CHANGES = ['promoted', 'rolled-back'] as const;
const REFIT_BUCKETS_SECONDS = [1, 2, 5, 10, 20, 30, 60, 120, 300];

export type RefitOutcome = (typeof REFIT_OUTCOMES)[number];

/** What ranking says about itself. Every label value exists from the start. */
export class RankingMetrics {
  readonly #ranked: Counter<'band'>;
  readonly #early: Counter;
  readonly #failures: Counter;
  readonly #learned: Counter<'disposition'>;
  readonly #withdrawn: Counter;
  readonly #refits: Counter<'outcome'>;
  readonly #refitSeconds: Histogram;
  readonly #champions: Counter<'cause'>;
  readonly #drift: Gauge;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#ranked = new Counter({
      name: 'telltale_ranking_events_total',
      help: 'Events ranked as they opened, by how likely they were.',
      labelNames: ['band'],
      registers,
    });
    this.#early = new Counter({
      name: 'telltale_ranking_shown_early_total',
      help: 'Unlikely events that chance shows early.',
      registers,
    });
    this.#failures = new Counter({
      name: 'telltale_ranking_failures_total',
      help: 'Events and closings that ranking failed on.',
      registers,
    });
    this.#learned = new Counter({
      name: 'telltale_ranking_closings_total',
      help: 'Closings that taught.',
      labelNames: ['disposition'],
      registers,
    });
    this.#withdrawn = new Counter({
      name: 'telltale_ranking_closings_withdrawn_total',
      help: 'Closings that were taken back and teach no more.',
      registers,
    });
    this.#refits = new Counter({
      name: 'telltale_ranking_refits_total',
      help: 'Models fitted, or not.',
      labelNames: ['outcome'],
      registers,
    });
    this.#refitSeconds = new Histogram({
      name: 'telltale_ranking_refit_seconds',
      help: 'What a refit took, in a thread of its own.',
      buckets: REFIT_BUCKETS_SECONDS,
      registers,
    });
    this.#champions = new Counter({
      name: 'telltale_ranking_champion_changes_total',
      help: 'Times another model began to rank.',
      labelNames: ['cause'],
      registers,
    });
    this.#drift = new Gauge({
      name: 'telltale_ranking_drift',
      help: '1 while closings surprise more than the model says they should.',
      registers,
    });
    for (const band of LIKELIHOOD_BANDS) this.#ranked.inc({ band }, 0);
    for (const disposition of ['true', 'false']) this.#learned.inc({ disposition }, 0);
    for (const outcome of REFIT_OUTCOMES) this.#refits.inc({ outcome }, 0);
    for (const cause of CHAMPION_CHANGES) this.#champions.inc({ cause }, 0);
  }

  asked({ band, early }: { readonly band: LikelihoodBand } & Pick<Likelihood, 'early'>): void {
    this.#ranked.inc({ band });
    if (early?.isShown === true) this.#early.inc();
  }

  failed(): void {
    this.#failures.inc();
  }

  learned(label: 0 | 1): void {
    this.#learned.inc({ disposition: label === 1 ? 'true' : 'false' });
  }

  withdrawn(): void {
    this.#withdrawn.inc();
  }

  refitted(outcome: RefitOutcome, seconds: number): void {
    this.#refits.inc({ outcome });
    this.#refitSeconds.observe(seconds);
  }

  championChanged(cause: (typeof CHAMPION_CHANGES)[number]): void {
    this.#champions.inc({ cause });
  }

  drifts(isNoticed: boolean): void {
    this.#drift.set(isNoticed ? 1 : 0);
  }
}
