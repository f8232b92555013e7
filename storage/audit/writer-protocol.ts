import type { PlainFailure } from '../../core/plain-failure.ts';
import type { AuditCells } from './audit-row.ts';

/** What the thread that writes is asked. */
export type WriterRequest =
  { readonly kind: 'write'; readonly id: number; readonly rows: readonly AuditCells[] } | { readonly kind: 'stop' };

/** What it answers: `conflict` and `failed` are of the request alone. */
export type WriterAnswer =
  | { readonly kind: 'written'; readonly id: number }
  | { readonly kind: 'conflict'; readonly id: number; readonly message: string }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: PlainFailure }
  | { readonly kind: 'committed'; readonly rows: number; readonly seconds: number };

export interface WriterSettings {
  readonly file: string;
}
