import type { PluginDescription } from './plugin.ts';

/** Rows of one batch by slot, in the order in which they are judged; a slot may occur several times, its times never going backwards. */
export interface SlotRows {
  readonly count: number;
  readonly slots: Int32Array;
  readonly observedAtMillis: Float64Array;
  readonly values: Float64Array;
}

/** A detector's opinions of the rows of one batch, written in place: row i of each column is about row i. At least `count` long. */
export interface OpinionColumns {
  readonly expected: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** 0 is exactly as expected, 1 the edge of normal, NaN no opinion: too little past. */
  readonly score: Float64Array;
  /** Index into the detector's `reasons`. */
  readonly reason: Uint8Array;
}

export type StateArray = Float64Array | Float32Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Uint8Array;

/** Everything a detector remembers of its slots, as named typed arrays. */
export type DetectorState = ReadonlyMap<string, StateArray>;

/**
 * Point by point over many series. State lives in typed arrays indexed by slot (a dense integer the
 * engine gives each series). Deterministic: an opinion depends on the slot's earlier readings alone, not
 * on how they were cut into batches.
 */
export interface Detector {
  /** What its opinions can be about; the first is the usual one. */
  readonly reasons: readonly string[];
  /** Makes room for slots 0 to `slots - 1`; called before a new slot is first used. Never shrinks. */
  ensureSlots(slots: number): void;
  /** Judges each row by the past, then learns from it. */
  judge(rows: SlotRows, opinions: OpinionColumns): void;
  /**
   * What it knows of slots 0 to `slots - 1`: copies, or views that hold until its next call. Restored into a fresh
   * detector of the same configuration it gives identical later opinions.
   */
  saveState(slots: number): DetectorState;
  /** Into a fresh detector, which then has room for `slots`. Throws Failure when the state is not one of this configuration. */
  restoreState(state: DetectorState, slots: number): void;
}

export interface DetectorPlugin<Config = unknown> extends PluginDescription<Config> {
  create(config: Config): Detector;
}
