import type { OpinionColumns } from '../../core/ports/detector.ts';

export function createOpinionColumns(rows: number): OpinionColumns {
  return {
    expected: new Float64Array(rows),
    lower: new Float64Array(rows),
    upper: new Float64Array(rows),
    score: new Float64Array(rows),
    reason: new Uint8Array(rows),
  };
}
