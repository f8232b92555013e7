/** An event silences what is no stronger for this share of the rows known, at least for so many rows. */
const QUIET_SHARE = 0.05;
const MIN_QUIET_ROWS = 50;
/** By how much a row must be more surprising than the event to be told again, in powers of ten. */
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
    const quietRows = Math.max(MIN_QUIET_ROWS, QUIET_SHARE * this.#row);
    const quiet = this.#row - this.#eventRow <= quietRows;
    const least = quiet ? this.#eventSurprise + MARGIN : LEAST_SURPRISE;
    if (!(surprise > least)) return false;
    this.#eventRow = this.#row;
    this.#eventSurprise = surprise;
    return true;
  }
}
