import type { Detector } from '../../core/ports/detector.ts';
import type { Opinion } from './opinions-of.ts';

/** A detector that remembers nothing. */
export function statelessDetector(judgeOne: (value: number) => Opinion): Detector {
  return {
    reasons: ['level'],
    ensureSlots: () => undefined,
    judge: ({ count, values }, opinions) => {
      for (let row = 0; row < count; row += 1) {
        const { expected, lower, upper, score } = judgeOne(values[row] ?? NaN);
        opinions.expected[row] = expected;
        opinions.lower[row] = lower;
        opinions.upper[row] = upper;
        opinions.score[row] = score;
        opinions.reason[row] = 0;
      }
    },
    saveState: () => new Map(),
    restoreState: () => undefined,
  };
}
