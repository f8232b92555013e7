import type { Contribution } from '../priority.ts';

/** What correlation says of one signal. */
export interface Correlation {
  /** Signals with equal keys have one cause and belong to one event. */
  readonly key: string;
  /** Whether two independent detectors have reported it; absent where no rule asks. */
  readonly confirmation?: 'unconfirmed' | 'confirmed';
  /** What is unusual about the signal and those that came with it, in bits of surprise; absent where nothing is. */
  readonly unusual?: readonly Contribution[];
}
