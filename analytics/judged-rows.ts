import type { SlotRows } from '../core/ports/detector.ts';

/** Rows of a batch that are to be judged, and what is needed of each once the detectors have spoken. */
export class JudgedRows implements SlotRows {
  count = 0;
  readonly slots: Int32Array;
  /** As detectors see them: never going backwards within a slot. */
  readonly observedAtMillis: Float64Array;
  readonly values: Float64Array;
  /** Which row of the batch it was. */
  readonly batchRows: Int32Array;
  /** Whether the series had only had one value before. */
  readonly wasConstant: Uint8Array;
  /** Whether the series has only been 0 or 1. */
  readonly isState: Uint8Array;

  constructor(capacity: number) {
    this.slots = new Int32Array(capacity);
    this.observedAtMillis = new Float64Array(capacity);
    this.values = new Float64Array(capacity);
    this.batchRows = new Int32Array(capacity);
    this.wasConstant = new Uint8Array(capacity);
    this.isState = new Uint8Array(capacity);
  }
}
