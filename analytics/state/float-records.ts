/**
 * A fixed number of 64-bit numbers for each slot, side by side so that judging one reading touches few
 * cache lines. Starts as zeros, grows by doubling, never shrinks.
 */
export class FloatRecords {
  readonly #fieldsPerSlot: number;
  #numbers = new Float64Array(0);

  constructor(fieldsPerSlot: number) {
    this.#fieldsPerSlot = fieldsPerSlot;
  }

  ensureSlots(slots: number): void {
    const needed = slots * this.#fieldsPerSlot;
    if (needed <= this.#numbers.length) return;
    const larger = new Float64Array(Math.max(needed, this.#numbers.length * 2));
    larger.set(this.#numbers);
    this.#numbers = larger;
  }

  get(slot: number, field: number): number {
    return this.#numbers[slot * this.#fieldsPerSlot + field] ?? NaN;
  }

  set(slot: number, field: number, value: number): void {
    this.#numbers[slot * this.#fieldsPerSlot + field] = value;
  }
}
