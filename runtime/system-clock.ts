import { performance } from 'node:perf_hooks';
import type { Clock } from '../core/ports/clock.ts';

export const systemClock: Clock = {
  nowMillis: () => Date.now(),
  monotonicMillis: () => performance.now(),
};
