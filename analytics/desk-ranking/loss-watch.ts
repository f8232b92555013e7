import { lossOf } from './measured.ts';

/** More surprise than this beyond what was predicted, and a closing speaks for drift. */
const ALLOWED_NATS = 0.15;
/** Where 6 % are true, a model that is right comes to so much by chance about once in 100,000 closings. */
export const NOTICED_AT_NATS = 25;

/**
 * Notices that closings surprise more than the model said they would (Page's cumulative sum of the log loss in excess of its
 * expectation): the world has changed, or the model is wrong.
 */
export class LossWatch {
  excessNats = 0;

  get isNoticed(): boolean {
    return this.excessNats >= NOTICED_AT_NATS;
  }

  /** `logOdds` are what was said of the event when it opened. */
  add(logOdds: number, label: 0 | 1): void {
    const probability = 1 / (1 + Math.exp(-logOdds));
    const expected = probability * lossOf(logOdds, 1) + (1 - probability) * lossOf(logOdds, 0);
    this.excessNats = Math.max(0, this.excessNats + lossOf(logOdds, label) - expected - ALLOWED_NATS);
  }
}
