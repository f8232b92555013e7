import type { DetectorState } from '../../core/ports/detector.ts';

/** What one detector knew, and by which configuration it knew it. */
export interface DetectorSnapshot {
  readonly fingerprint: string;
  readonly state: DetectorState;
}

/** Everything an engine remembered at one moment. */
export interface Snapshot {
  readonly savedAtMillis: number;
  readonly slots: number;
  readonly detectorSlots: number;
  /** What the engine itself keeps besides its detectors. */
  readonly own: DetectorState;
  /** By kind. */
  readonly detectors: ReadonlyMap<string, DetectorSnapshot>;
}
