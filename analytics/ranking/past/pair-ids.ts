const MOST_PAIRS = 1_000_000;
const FIRST_CAPACITY = 64;
const MOST_LOAD = 0.5;
const EMPTY = 0;

/** Dense integers 0, 1, 2, … for pairs of 32-bit integers: open addressing in one typed array, as it is asked for every event. */
export class PairIds {
  /** Three numbers a slot: the pair, and its id + 1. */
  #slots = new Int32Array(3 * FIRST_CAPACITY);
  readonly #most: number;
  #size = 0;

  /** Pairs beyond `most` share one id, like later names. */
  constructor(most = MOST_PAIRS) {
    this.#most = most;
  }

  idOf(first: number, second: number): number {
    const slot = this.#slotOf(first, second);
    const known = this.#slots[slot + 2] ?? EMPTY;
    if (known !== EMPTY) return known - 1;
    if (this.#size === this.#most) return this.#most;
    const id = this.#size++;
    this.#write(slot, first, second, id + 1);
    if (3 * this.#size > MOST_LOAD * this.#slots.length) this.#grow();
    return id;
  }

  /** The pair's slot, or the empty one where it belongs. */
  #slotOf(first: number, second: number): number {
    const slots = this.#slots;
    const mask = slots.length / 3 - 1;
    let index = hashOf(first, second) & mask;
    for (;;) {
      const slot = 3 * index;
      if ((slots[slot + 2] ?? EMPTY) === EMPTY || (slots[slot] === first && slots[slot + 1] === second)) return slot;
      index = (index + 1) & mask;
    }
  }

  #write(slot: number, first: number, second: number, value: number): void {
    this.#slots[slot] = first;
    this.#slots[slot + 1] = second;
    this.#slots[slot + 2] = value;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(2 * old.length);
    for (let slot = 0; slot < old.length; slot += 3) {
      const [first, second, value] = [old[slot] ?? 0, old[slot + 1] ?? 0, old[slot + 2] ?? EMPTY];
      if (value !== EMPTY) this.#write(this.#slotOf(first, second), first, second, value);
    }
  }
}

/** Multiplied by odd constants and mixed downwards, as slots are picked by the lowest bits. */
function hashOf(first: number, second: number): number {
  let mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35);
  return mixed ^ (mixed >>> 13);
}
