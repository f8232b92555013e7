/**
 * Brings readings of one series into time order, in place, and keeps the last written of equal times at the
 * front. Returns how many are left. Costs one pass when they are in order already.
 */
export function sortByTime(times: Float64Array, values: Float64Array): number {
  if (isRising(times)) return times.length;
  const order = Uint32Array.from(times.keys());
  order.sort((left, right) => (times[left] ?? 0) - (times[right] ?? 0) || left - right);
  const writtenTimes = times.slice();
  const writtenValues = values.slice();
  let count = 0;
  for (const row of order) {
    const time = writtenTimes[row] ?? 0;
    if (count > 0 && times[count - 1] === time) count -= 1;
    times[count] = time;
    values[count] = writtenValues[row] ?? 0;
    count += 1;
  }
  return count;
}

function isRising(times: Float64Array): boolean {
  let previous = -Infinity;
  for (let row = 0; row < times.length; row += 1) {
    const time = times[row] ?? 0;
    if (time <= previous) return false;
    previous = time;
  }
  return true;
}

/** The first row of `times` (rising) that is not before `millis`. */
export function firstRowAt(times: Float64Array, millis: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < millis) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Readings of one series being gathered: grows by doubling, is reused, and allocates nothing for a reading. */
export class ColumnBuffer {
  #times = new Float64Array(4096);
  #values = new Float64Array(4096);
  #count = 0;

  get times(): Float64Array {
    return this.#times.subarray(0, this.#count);
  }

  get values(): Float64Array {
    return this.#values.subarray(0, this.#count);
  }

  clear(): void {
    this.#count = 0;
  }

  add(time: number, value: number): void {
    this.#reserve(1);
    this.#times[this.#count] = time;
    this.#values[this.#count] = value;
    this.#count += 1;
  }

  /** Lengthens the columns; the caller fills the new rows, which it is given. */
  extend(count: number): { readonly times: Float64Array; readonly values: Float64Array } {
    this.#reserve(count);
    const start = this.#count;
    this.#count += count;
    return { times: this.#times.subarray(start, this.#count), values: this.#values.subarray(start, this.#count) };
  }

  sort(): void {
    this.#count = sortByTime(this.times, this.values);
  }

  #reserve(extra: number): void {
    const needed = this.#count + extra;
    if (needed <= this.#times.length) return;
    const capacity = Math.max(needed, this.#times.length * 2);
    const times = new Float64Array(capacity);
    times.set(this.times);
    const values = new Float64Array(capacity);
    values.set(this.values);
    this.#times = times;
    this.#values = values;
  }
}
