const NO_SLOT = -1;

/** Gives each series a dense slot, 0, 1, 2, …, when it is first seen. */
export class SlotMap {
  #slotOfSeries = new Int32Array(0);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  slotOf(seriesId: number): number {
    const known = this.#slotOfSeries[seriesId] ?? NO_SLOT;
    return known === NO_SLOT ? this.#assign(seriesId) : known;
  }

  #assign(seriesId: number): number {
    if (seriesId >= this.#slotOfSeries.length) this.#grow(seriesId + 1);
    const slot = this.#size;
    this.#slotOfSeries[seriesId] = slot;
    this.#size += 1;
    return slot;
  }

  #grow(needed: number): void {
    const larger = new Int32Array(Math.max(needed, this.#slotOfSeries.length * 2)).fill(NO_SLOT);
    larger.set(this.#slotOfSeries);
    this.#slotOfSeries = larger;
  }
}
