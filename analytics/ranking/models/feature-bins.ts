import type { Matrix } from './model.ts';

/** All that trees can tell of a value: its bin. Values of one bin are the same to them; bin 0 is for missing values. */
export interface BinnedMatrix {
  readonly width: number;
  /** Between the bins of each feature. */
  readonly edges: readonly Float64Array[];
  readonly bins: Uint8Array;
}

const MOST_BINS = 48;
const MOST_SAMPLED = 10_000;

export function binMatrix(matrix: Matrix): BinnedMatrix {
  const { width } = matrix;
  const rows = matrix.values.length / width;
  const step = Math.max(1, Math.ceil(rows / MOST_SAMPLED));
  const sampled = new Float64Array(Math.ceil(rows / step));
  const edges = Array.from({ length: width }, (_, feature) => {
    let count = 0;
    for (let row = 0; row < rows; row += step) {
      const value = matrix.values[row * width + feature] ?? NaN;
      if (!Number.isNaN(value)) sampled[count++] = value;
    }
    return edgesBetween(sampled.slice(0, count).sort(), MOST_BINS);
  });
  return { width, edges, bins: binned(matrix, edges) };
}

function edgesBetween(sorted: Float64Array, mostBins: number): Float64Array {
  const distinct = sorted.filter((value, index) => index === 0 || value !== sorted[index - 1]);
  if (distinct.length <= mostBins)
    return distinct.subarray(1).map((value, index) => (value + (distinct[index] ?? value)) / 2);
  const edges: number[] = [];
  for (let bin = 1; bin < mostBins; bin++) {
    const edge = sorted[Math.floor((bin * sorted.length) / mostBins)] ?? 0;
    if (edge > (edges.at(-1) ?? sorted[0] ?? 0)) edges.push(edge);
  }
  return Float64Array.from(edges);
}

function binned(matrix: Matrix, edges: readonly Float64Array[]): Uint8Array {
  const bins = new Uint8Array(matrix.values.length);
  for (const [feature, ofFeature] of edges.entries())
    for (let at = feature; at < bins.length; at += matrix.width) bins[at] = binOf(matrix.values[at] ?? NaN, ofFeature);
  return bins;
}

/** From 1 on; 0 is for missing values. */
export function binOf(value: number, edges: Float64Array): number {
  if (Number.isNaN(value)) return 0;
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value < (edges[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low + 1;
}
