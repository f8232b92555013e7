import type { PlainFailure } from '../../core/plain-failure.ts';
import type { DetectorModule } from './detector-modules.ts';
import type { Judgement, NewSeries, ShardedRows, ShardReport } from './judging-host.ts';

/** What a detection worker is started with. */
export interface WorkerSettings {
  readonly shards: readonly number[];
  readonly detectors: readonly DetectorModule[];
  readonly folder: string | undefined;
}

/** Asked of a worker, which answers those that have an `id`; judgements in their order. */
export type Request =
  /** To one that takes the place of another: what that one had been told. */
  | { readonly kind: 'describe'; readonly series: readonly NewSeries[] }
  | { readonly kind: 'judge'; readonly id: number; readonly rows: ShardedRows }
  | { readonly kind: 'save'; readonly id: number; readonly shard: number; readonly savedAtMillis: number }
  | { readonly kind: 'stop'; readonly id: number; readonly savedAtMillis: number };

export type Answer =
  /** Said unasked, once, before all others. */
  | { readonly kind: 'opened'; readonly reports: readonly ShardReport[] }
  | { readonly kind: 'judged'; readonly id: number; readonly judgement: Judgement }
  | { readonly kind: 'saved'; readonly id: number }
  | { readonly kind: 'not-saved'; readonly id: number; readonly failure: PlainFailure };
