interface Entry {
  readonly key: string;
  readonly deadlineMillis: number;
}

/** Keys by deadline, earliest first: a binary heap that knows where each key stands, O(log n) for every change. */
export class DeadlineHeap {
  readonly #entries: Entry[] = [];
  readonly #positions = new Map<string, number>();

  get size(): number {
    return this.#entries.length;
  }

  get earliestMillis(): number | undefined {
    return this.#entries[0]?.deadlineMillis;
  }

  /** Adds the key, or moves it if this deadline is earlier than the one it has. */
  setEarlier(key: string, deadlineMillis: number): void {
    const position = this.#positions.get(key);
    const known = position === undefined ? undefined : this.#entries[position];
    if (known !== undefined && known.deadlineMillis <= deadlineMillis) return;
    this.delete(key);
    this.#entries.push({ key, deadlineMillis });
    this.#rise(this.#entries.length - 1);
  }

  delete(key: string): void {
    const position = this.#positions.get(key);
    if (position === undefined) return;
    this.#positions.delete(key);
    const last = this.#entries.pop();
    if (last === undefined || last.key === key) return;
    this.#place(last, position);
    this.#rise(position);
    this.#sink(this.#positions.get(last.key) ?? position);
  }

  /** Removes and returns the keys whose deadline is reached, earliest first, at most `limit`. */
  takeDue(nowMillis: number, limit: number): string[] {
    const due: string[] = [];
    while (due.length < limit) {
      const [first] = this.#entries;
      if (first === undefined || first.deadlineMillis > nowMillis) break;
      due.push(first.key);
      this.delete(first.key);
    }
    return due;
  }

  #rise(from: number): void {
    const entry = this.#entries[from];
    if (entry === undefined) return;
    let position = from;
    while (position > 0) {
      const parentPosition = (position - 1) >> 1;
      const parent = this.#entries[parentPosition];
      if (parent === undefined || parent.deadlineMillis <= entry.deadlineMillis) break;
      this.#place(parent, position);
      position = parentPosition;
    }
    this.#place(entry, position);
  }

  #sink(from: number): void {
    const entry = this.#entries[from];
    if (entry === undefined) return;
    let position = from;
    for (;;) {
      const child = this.#earlierChild(position);
      if (child === undefined || child.entry.deadlineMillis >= entry.deadlineMillis) break;
      this.#place(child.entry, position);
      position = child.position;
    }
    this.#place(entry, position);
  }

  #earlierChild(parent: number): { entry: Entry; position: number } | undefined {
    const left = this.#entries[2 * parent + 1];
    const right = this.#entries[2 * parent + 2];
    if (left === undefined) return undefined;
    if (right !== undefined && right.deadlineMillis < left.deadlineMillis) {
      return { entry: right, position: 2 * parent + 2 };
    }
    return { entry: left, position: 2 * parent + 1 };
  }

  #place(entry: Entry, position: number): void {
    this.#entries[position] = entry;
    this.#positions.set(entry.key, position);
  }
}
