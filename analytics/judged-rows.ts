import type { SlotRows } from '../core/ports/detector.ts';

/** Rows of a batch that are to be judged. */
export class JudgedRows implements SlotRows {
  count = 0;
  readonly slots: Int32Array;
  /** Moved where a clock was set back: they never go backwards within a slot. */
  readonly observedAtMillis: Float64Array;
  readonly values: Float64Array;
  /** Which row of the batch it was. */
  readonly batchRows: Int32Array;

  constructor(capacity: number) {
    this.slots = new Int32Array(capacity);
    this.observedAtMillis = new Float64Array(capacity);
    this.values = new Float64Array(capacity);
    this.batchRows = new Int32Array(capacity);
  }
}
