/** An event silences what is no stronger for this share of the rows known, at least for so many rows. */
const QUIET_SHARE = 0.05;
const MIN_QUIET_ROWS = 50;
/** In its first rows an event is still growing: only what is far more surprising, in powers of ten, is told again. */
const GROWING_ROWS = 12;
const MARGIN_WHILE_GROWING = 0.6;
const MARGIN = 0.15;
/** Weaker rows neither start an event nor silence one. */
const LEAST_SURPRISE = 1;

/** Lets one disturbance through once: at its start, and again only when it gets worse. */
export class EventGate {
  #row = 0;
  #eventRow = -Infinity;
  #eventSurprise = 0;

  /** Whether this row starts an event or makes a running one worse. */
  opensFor(surprise: number): boolean {
    this.#row += 1;
    if (!(surprise > this.#threshold())) return false;
    this.#eventRow = this.#row;
    this.#eventSurprise = surprise;
    return true;
  }

  #threshold(): number {
    const age = this.#row - this.#eventRow;
    if (age < GROWING_ROWS) return this.#eventSurprise + MARGIN_WHILE_GROWING;
    if (age <= Math.max(MIN_QUIET_ROWS, QUIET_SHARE * this.#row)) return this.#eventSurprise + MARGIN;
    return LEAST_SURPRISE;
  }
}
