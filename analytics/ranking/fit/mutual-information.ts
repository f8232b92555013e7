import type { Feature } from '../feature.ts';
import type { BinnedMatrix } from '../models/feature-bins.ts';
import type { Labels } from '../models/model.ts';

export interface FeatureInformation {
  readonly name: string;
  /** Bits about the disposition that the feature alone tells, less what as many bins would seem to tell by chance. */
  readonly bits: number;
}

/** Mutual information of each feature's bins and the disposition (Miller-Madow corrected), the most telling first. */
export function mutualInformation(
  features: readonly Feature[],
  { width, edges, bins }: BinnedMatrix,
  { labels, weights }: Labels,
): readonly FeatureInformation[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const trues = weights.reduce((sum, weight, row) => sum + weight * (labels[row] ?? 0), 0);
  return features
    .map(({ name }, feature): FeatureInformation => {
      const counts = new Float64Array(((edges[feature]?.length ?? 0) + 2) * 2);
      for (let row = 0; row < labels.length; row++) {
        const at = (bins[row * width + feature] ?? 0) * 2 + (labels[row] ?? 0);
        counts[at] = (counts[at] ?? 0) + (weights[row] ?? 0);
      }
      let nats = 0;
      let occupied = 0;
      for (let bin = 0; bin < counts.length; bin += 2) {
        const inBin = (counts[bin] ?? 0) + (counts[bin + 1] ?? 0);
        if (inBin === 0) continue;
        occupied++;
        nats += part(counts[bin] ?? 0, inBin, all - trues, all) + part(counts[bin + 1] ?? 0, inBin, trues, all);
      }
      return { name, bits: Math.max(0, nats - (occupied - 1) / (2 * all)) / Math.LN2 };
    })
    .sort((one, other) => other.bits - one.bits);
}

function part(both: number, inBin: number, withLabel: number, all: number): number {
  return both === 0 ? 0 : (both / all) * Math.log((both * all) / (inBin * withLabel));
}
