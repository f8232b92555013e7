import { FAILURE_REASONS, type FailureReason } from '../core/failure.ts';
import type { ComponentState, SourceStatus } from '../core/ports/status.ts';
import { REJECT_REASONS, type RejectReason } from '../core/reject-reason.ts';

/** What one collector has done so far, as plain numbers: counting costs an addition. */
export class CollectorTally {
  readonly kind: string;
  state: ComponentState = 'starting';
  detail = 'starting';
  remedy: string | undefined;
  readings = 0;
  signals = 0;
  lastSeenAtMillis: number | undefined;
  readonly rejected: Record<RejectReason, number> = zeroes(REJECT_REASONS);
  readonly failures: Record<FailureReason, number> = zeroes(FAILURE_REASONS);

  constructor(kind: string) {
    this.kind = kind;
  }

  status(): SourceStatus {
    const rejected = Object.fromEntries(Object.entries(this.rejected).filter(([, count]) => count > 0));
    return {
      kind: this.kind,
      state: this.state,
      detail: this.detail,
      readings: this.readings,
      signals: this.signals,
      rejected,
      ...(this.remedy === undefined ? {} : { remedy: this.remedy }),
      ...(this.lastSeenAtMillis === undefined ? {} : { lastSeenAtMillis: this.lastSeenAtMillis }),
    };
  }
}

function zeroes<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}
