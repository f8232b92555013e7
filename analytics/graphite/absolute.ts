/** Graphite's `absolute`. */
export function absolute(values: Float64Array): Float64Array {
  return values.map((value) => Math.abs(value));
}
