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
  /** Arrival after the device's time, of the latest reading. */
  behindMillis: number | undefined;
  readonly rejected: Map<RejectReason, number> = zeroes(REJECT_REASONS);
  readonly failures: Map<FailureReason, number> = zeroes(FAILURE_REASONS);

  constructor(kind: string) {
    this.kind = kind;
  }

  /** How many of this reason there are now. */
  countRejected(reason: RejectReason): number {
    return increment(this.rejected, reason);
  }

  countFailure(reason: FailureReason): void {
    increment(this.failures, reason);
  }

  status(): SourceStatus {
    const rejected = Object.fromEntries([...this.rejected].filter(([, count]) => count > 0));
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

function zeroes<Name extends string>(names: readonly Name[]): Map<Name, number> {
  return new Map(names.map((name) => [name, 0]));
}

function increment<Name extends string>(counts: Map<Name, number>, name: Name): number {
  const count = (counts.get(name) ?? 0) + 1;
  counts.set(name, count);
  return count;
}
