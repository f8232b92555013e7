import type { RejectReason } from '../../core/reject-reason.ts';

/** An input that cannot be taken, as a value: decoders return it, callers count it and go on. */
export class Refused {
  readonly reason: RejectReason;
  readonly detail: string;

  constructor(reason: RejectReason, detail: string) {
    this.reason = reason;
    this.detail = detail;
  }
}
