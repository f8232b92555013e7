import type { PluginDescription } from './plugin.ts';

/**
 * A detector's opinion of one reading, written in place: one object serves all calls, nothing is
 * allocated for a reading. `score` is NaN while the series has too little past to say anything.
 */
export interface Opinion {
  expected: number;
  lower: number;
  upper: number;
  /** 0 is exactly as expected, 1 the edge of normal, NaN no opinion. */
  score: number;
}

/**
 * Point by point over many series. State lives in typed arrays indexed by slot (a dense integer the
 * engine gives each series). Deterministic: the opinion depends on the slot's earlier readings alone.
 */
export interface Detector {
  /** Makes room for slots 0 to `slots - 1`; called before a new slot is first used. Never shrinks. */
  ensureSlots(slots: number): void;
  /** Judges the reading by the past, then learns from it. Times per slot never go backwards. */
  update(slot: number, observedAtMillis: number, value: number, opinion: Opinion): void;
}

export interface DetectorPlugin<Config = unknown> extends PluginDescription<Config> {
  create(config: Config): Detector;
}
