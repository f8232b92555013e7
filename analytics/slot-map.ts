const NO_SLOT = -1;

/** Which dense slot, 0, 1, 2, …, each series has. */
export class SlotMap {
  #slotOfSeries = new Int32Array(0);

  /** `undefined` for a series without one. */
  find(seriesId: number): number | undefined {
    const slot = this.#slotOfSeries[seriesId] ?? NO_SLOT;
    return slot === NO_SLOT ? undefined : slot;
  }

  set(seriesId: number, slot: number): void {
    if (seriesId >= this.#slotOfSeries.length) this.#grow(seriesId + 1);
    this.#slotOfSeries[seriesId] = slot;
  }

  #grow(needed: number): void {
    const larger = new Int32Array(Math.max(needed, this.#slotOfSeries.length * 2)).fill(NO_SLOT);
    larger.set(this.#slotOfSeries);
    this.#slotOfSeries = larger;
  }
}
