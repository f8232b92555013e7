/** Which part of the training rows each row belongs to; whole parts are held out together. */
export interface Folds {
  readonly count: number;
  /** The parts follow each other in time. */
  readonly areStretchesOfTime: boolean;
  readonly ofRow: Uint8Array;
}

const MOST_FOLDS = 5;
const LEAST_SITES = 3;
const LEAST_TRUE_IN_SITE = 3;

/**
 * Consecutive stretches of time. Each cut is moved, within a quarter of a stretch, to where no true event is near, so that one
 * incident does not end up on both sides.
 */
export function timeFolds(labels: Uint8Array): Folds {
  const rows = labels.length;
  const ofRow = new Uint8Array(rows);
  const distances = distancesToTrue(labels);
  let from = 0;
  for (let fold = 0; fold < MOST_FOLDS; fold++) {
    const to = fold === MOST_FOLDS - 1 ? rows : quietestNear((rows * (fold + 1)) / MOST_FOLDS, rows, distances);
    ofRow.fill(fold, from, to);
    from = to;
  }
  return { count: MOST_FOLDS, areStretchesOfTime: true, ofRow };
}

/** Sites held out whole, to learn what holds for a site never seen before; undefined where too few sites had true events. */
export function siteFolds(sites: readonly number[], labels: Uint8Array): Folds | undefined {
  const trues = new Map<number, number>();
  for (const [index, site] of sites.entries()) trues.set(site, (trues.get(site) ?? 0) + (labels[index] ?? 0));
  const telling = [...trues.values()].filter((count) => count >= LEAST_TRUE_IN_SITE).length;
  if (telling < LEAST_SITES) return undefined;
  const count = Math.min(MOST_FOLDS, telling);
  const load = new Float64Array(count);
  const foldOfSite = new Map<number, number>();
  const bySize = [...trues].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  for (const [site, siteTrues] of bySize) {
    const lightest = load.indexOf(Math.min(...load));
    foldOfSite.set(site, lightest);
    load[lightest] = (load[lightest] ?? 0) + siteTrues + 0.01;
  }
  return { count, areStretchesOfTime: false, ofRow: Uint8Array.from(sites, (site) => foldOfSite.get(site) ?? 0) };
}

/** In rows, from each row to the nearest true one. */
function distancesToTrue(labels: Uint8Array): Int32Array {
  const distances = new Int32Array(labels.length);
  let since = labels.length;
  for (let row = 0; row < labels.length; row++) distances[row] = since = labels[row] === 1 ? 0 : since + 1;
  since = labels.length;
  for (let row = labels.length - 1; row >= 0; row--) {
    since = labels[row] === 1 ? 0 : since + 1;
    distances[row] = Math.min(distances[row] ?? 0, since);
  }
  return distances;
}

function quietestNear(target: number, rows: number, distances: Int32Array): number {
  const reach = rows / (4 * MOST_FOLDS);
  let best = Math.round(target);
  for (let row = Math.ceil(target - reach); row <= target + reach; row++)
    if ((distances[row] ?? 0) > (distances[best] ?? 0)) best = row;
  return best;
}
