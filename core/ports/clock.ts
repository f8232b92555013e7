/** Injected everywhere: nothing in the house calls `Date.now` but the implementation in runtime. */
export interface Clock {
  /** UTC epoch milliseconds; may step when the machine's clock is set. */
  nowMillis(): number;
  /** Never steps, meaningless across processes; deadlines and durations use it. */
  monotonicMillis(): number;
}
