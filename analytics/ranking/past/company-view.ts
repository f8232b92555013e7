/** The types seen at an event's site shortly before it: entries `from` to `to - 1` of parallel arrays. */
export interface CompanyView {
  readonly types: Int32Array;
  readonly agesSeconds: Float64Array;
  /** 1 where the same sensor signalled it within a minute. */
  readonly sameSensor: Uint8Array;
  readonly from: number;
  readonly to: number;
}
