import type { Labels } from '../models/model.ts';

/** Weighted sum of how surprising the labels are, in nats. */
export function logLoss(logOdds: Float64Array, { labels, weights }: Labels): number {
  let loss = 0;
  for (let row = 0; row < labels.length; row++) {
    const wrong = labels[row] === 1 ? -(logOdds[row] ?? 0) : (logOdds[row] ?? 0);
    loss += (weights[row] ?? 0) * (wrong > 30 ? wrong : Math.log1p(Math.exp(wrong)));
  }
  return loss;
}
