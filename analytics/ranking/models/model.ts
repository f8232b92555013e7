/** The features of many events side by side: row r's feature f is at `r * width + f`; `NaN` where nothing is known. */
export interface Matrix {
  readonly width: number;
  readonly values: Float64Array;
}

/** Events to learn from: parallel to the rows of the matrix. */
export interface Labels {
  readonly labels: Uint8Array;
  readonly weights: Float64Array;
}

/** One way to tell true events from others; it picks the features it looks at from all. Scores are log-odds; what they are worth is found on held-out events. */
export interface RankingModel {
  /** Log-odds of the features at `at`. */
  logOdds(values: Float64Array, at: number): number;
  /** Adds what each feature contributes to the log-odds to `out`, and returns the rest: both together are the log-odds. */
  explain(values: Float64Array, at: number, out: Float64Array): number;
}

export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** Log-odds of the weighted share of true labels. */
export function baseLogOdds({ labels, weights }: Labels): number {
  let all = 0;
  let trues = 0;
  for (let row = 0; row < labels.length; row++) {
    const weight = weights[row] ?? 0;
    all += weight;
    trues += weight * (labels[row] ?? 0);
  }
  return Math.log((trues + 0.5) / (all - trues + 0.5));
}

/** Only some of the features. */
export function narrowed(matrix: Matrix, features: Int32Array): Matrix {
  const rows = matrix.values.length / matrix.width;
  const values = new Float64Array(rows * features.length);
  for (let row = 0; row < rows; row++)
    for (let at = 0; at < features.length; at++)
      values[row * features.length + at] = matrix.values[row * matrix.width + (features[at] ?? 0)] ?? NaN;
  return { width: features.length, values };
}
