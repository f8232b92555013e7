import type { SlotLayout, SlotMemory } from './slot-memory.ts';

/** So many usual spacings without a row are a gap. */
const GAP_SPACINGS = 5;
/** A longer spacing counts for no more than so many when the usual one is learned. */
const MOST_LEARNED = 2;
const MEMORY_ROWS = 100;

const LAST = 0;
const USUAL = 1;
const SPACINGS = 2;
const FIELDS = 3;

/** Learns how far apart the rows of a series usually are. */
export class RowSpacing {
  readonly #fieldsAt: number;

  constructor(layout: SlotLayout) {
    this.#fieldsAt = layout.takeWide(FIELDS);
  }

  /** 0 until a second row is known. */
  usualMillis({ wide, wideBase }: SlotMemory): number {
    return wide[wideBase + this.#fieldsAt + USUAL] ?? 0;
  }

  /** How many rows are missing just before the row at this time: 0 unless there is a gap. */
  missingBefore({ wide, wideBase }: SlotMemory, observedAtMillis: number): number {
    const fieldsAt = wideBase + this.#fieldsAt;
    const last = wide[fieldsAt + LAST] ?? 0;
    const spacing = last === 0 ? 0 : observedAtMillis - last;
    wide[fieldsAt + LAST] = observedAtMillis;
    if (!(spacing > 0)) return 0;
    const usual = wide[fieldsAt + USUAL] ?? 0;
    const known = wide[fieldsAt + SPACINGS] ?? 0;
    const learned = known === 0 ? spacing : Math.min(spacing, MOST_LEARNED * usual);
    const spacings = Math.min(known + 1, MEMORY_ROWS);
    wide[fieldsAt + SPACINGS] = spacings;
    wide[fieldsAt + USUAL] = usual + (learned - usual) / spacings;
    return usual > 0 && spacing > GAP_SPACINGS * usual ? Math.round(spacing / usual) - 1 : 0;
  }
}
