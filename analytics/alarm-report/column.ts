/** Numbers that are added one by one and kept in eight bytes each. */
export class Column {
  #values = new Float64Array(64);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Returns where it stands. */
  push(value: number): number {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
    return this.#length - 1;
  }

  at(index: number): number {
    return this.#values[index] ?? NaN;
  }

  set(index: number, value: number): void {
    this.#values[index] = value;
  }

  /** Of the values so far, not a copy. */
  view(): Float64Array {
    return this.#values.subarray(0, this.#length);
  }
}
