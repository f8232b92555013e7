import { FlatEdges, MOST_EDGES } from './flat-edges.ts';
import type { Matrix } from './model.ts';

/** All that trees can tell of a value: its bin. Values of one bin are the same to them; bin 0 is for missing values. */
export interface BinnedMatrix {
  readonly width: number;
  /** Between the bins of each feature. */
  readonly edges: readonly Float64Array[];
  readonly bins: Uint8Array;
}

const MOST_BINS = Math.min(48, MOST_EDGES + 1);
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
  const { width, values } = matrix;
  const bins = new Uint8Array(values.length);
  const flat = new FlatEdges(edges);
  const features = Int32Array.from(edges.keys());
  for (let row = 0; row < bins.length; row += width) flat.fillBins(values, row, features, bins, row);
  return bins;
}
