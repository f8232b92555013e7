import { minutesWatched } from './sightings.ts';

const MINUTE_MILLIS = 60_000;
const BINS_A_BIT = 4;
/** Rarity is at most 1.5 times the logarithm of ten years' minutes. */
const BINS = 36 * BINS_A_BIT;
/** Rescaled long before a double could overflow. */
const MAX_EXPONENT = 500;

/**
 * The desk's own past as a scale: how rarely a minute brings anything as rare as this. A noisy site gets used to
 * rarities that would be news at a quiet one, so that about equally much is presented of either.
 */
export class UnusualMinutes {
  /** Minutes by their greatest rarity. Instead of the old fading the new weighs more, which costs nothing a minute. */
  readonly #bins = new Float64Array(BINS);
  readonly #halfLifeMillis: number;
  #sinceMillis: number | undefined;
  #scaleMillis = 0;
  #minute = 0;
  #greatest = -1;

  constructor(halfLifeMillis: number) {
    this.#halfLifeMillis = halfLifeMillis;
  }

  /** Takes note of a rarity, and gives the surprise: -log2 of the share of earlier minutes that had as rare a signal. */
  surpriseBits(rarity: number, nowMillis: number): number {
    this.#turnTo(nowMillis);
    this.#greatest = Math.max(this.#greatest, rarity);
    const weight = this.#weightAt(nowMillis);
    let asRare = 0;
    for (let bin = binOf(rarity); bin < BINS; bin += 1) asRare += this.#bins[bin] ?? 0;
    const watched = minutesWatched(this.#sinceMillis ?? nowMillis, nowMillis, this.#halfLifeMillis);
    return Math.max(0, Math.log2((watched + 1) / (asRare / weight + 1)));
  }

  #turnTo(nowMillis: number): void {
    const minute = Math.floor(nowMillis / MINUTE_MILLIS);
    if (this.#sinceMillis === undefined) {
      this.#sinceMillis = nowMillis;
      this.#scaleMillis = nowMillis;
      this.#minute = minute;
    }
    if (minute === this.#minute) return;
    if (this.#greatest >= 0) {
      const bin = binOf(this.#greatest);
      this.#bins[bin] = (this.#bins[bin] ?? 0) + this.#weightAt(this.#minute * MINUTE_MILLIS);
    }
    this.#minute = minute;
    this.#greatest = -1;
    if ((nowMillis - this.#scaleMillis) / this.#halfLifeMillis > MAX_EXPONENT) this.#rescaleTo(nowMillis);
  }

  #weightAt(millis: number): number {
    return 2 ** ((millis - this.#scaleMillis) / this.#halfLifeMillis);
  }

  #rescaleTo(nowMillis: number): void {
    const weight = this.#weightAt(nowMillis);
    for (let bin = 0; bin < BINS; bin += 1) this.#bins[bin] = (this.#bins[bin] ?? 0) / weight;
    this.#scaleMillis = nowMillis;
  }
}

function binOf(rarity: number): number {
  return Math.min(BINS - 1, Math.floor(rarity * BINS_A_BIT));
}
