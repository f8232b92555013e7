/**
 * Where the numbers of one slot lie: a cursor that is moved from slot to slot, so that the parts of the score find their
 * fields without an object a series. Each part adds the place it took from the layout to the base here.
 */
export interface SlotMemory {
  /** For what is added up or compared exactly: times, sums, counts. */
  wide: Float64Array;
  wideBase: number;
  narrow: Float32Array;
  narrowBase: number;
  counts: Uint16Array;
  countsBase: number;
}

/** How many numbers of each width a slot needs: every part takes its own when it is made. */
export class SlotLayout {
  #wide = 0;
  #narrow = 0;
  #counts = 0;

  get wide(): number {
    return this.#wide;
  }

  get narrow(): number {
    return this.#narrow;
  }

  get counts(): number {
    return this.#counts;
  }

  takeWide(numbers: number): number {
    this.#wide += numbers;
    return this.#wide - numbers;
  }

  takeNarrow(numbers: number): number {
    this.#narrow += numbers;
    return this.#narrow - numbers;
  }

  takeCounts(numbers: number): number {
    this.#counts += numbers;
    return this.#counts - numbers;
  }
}
