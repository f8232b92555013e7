import { wordsOf } from './words.ts';

const MOST_CLUSTERS = 16;
const DIMENSIONS = 256;
const ROUNDS = 8;
const MOST_NAMES = 4000;
const NO_CLUSTER = 0;

/**
 * Names gathered by the groups of three letters they share (spherical k-means on hashed trigram counts), so that a sensor never
 * seen before is judged like others with such a name. Cluster 0 is for names without letters.
 */
export class NameClusters {
  readonly #centres: readonly Float64Array[];

  private constructor(centres: readonly Float64Array[]) {
    this.#centres = centres;
  }

  static readonly none = new NameClusters([]);

  /** Deterministic: the first centres are picked from the distinct names, each the farthest from those before it. */
  static of(names: Iterable<string>): NameClusters {
    const distinct = [...new Set(names)].slice(0, MOST_NAMES);
    const points = distinct.map(trigramsOf).filter((point) => point.some((value) => value !== 0));
    let centres = farthestPoints(points);
    for (let round = 0; round < ROUNDS; round++) centres = movedCentres(points, centres);
    return new NameClusters(centres);
  }

  clusterOf(name: string): number {
    const point = trigramsOf(name);
    return nearest(point, this.#centres).index + 1;
  }
}

function farthestPoints(points: readonly Float64Array[]): readonly Float64Array[] {
  const [first] = points;
  if (first === undefined) return [];
  const wanted = Math.min(MOST_CLUSTERS, Math.ceil(Math.sqrt(points.length)));
  const centres = [first];
  const likeness = points.map((point) => dot(point, first));
  while (centres.length < wanted) {
    let farthest = 0;
    for (const [index, value] of likeness.entries()) if (value < (likeness[farthest] ?? 1)) farthest = index;
    const centre = points[farthest];
    if (centre === undefined || (likeness[farthest] ?? 1) > 0.999) break;
    centres.push(centre);
    for (const [index, point] of points.entries()) likeness[index] = Math.max(likeness[index] ?? 0, dot(point, centre));
  }
  return centres;
}

function movedCentres(points: readonly Float64Array[], centres: readonly Float64Array[]): readonly Float64Array[] {
  const sums = centres.map(() => new Float64Array(DIMENSIONS));
  for (const point of points) {
    const sum = sums[nearest(point, centres).index];
    if (sum !== undefined) for (let at = 0; at < DIMENSIONS; at++) sum[at] = (sum[at] ?? 0) + (point[at] ?? 0);
  }
  return sums.map((sum, index) => (sum.some((value) => value !== 0) ? unit(sum) : (centres[index] ?? sum)));
}

function nearest(point: Float64Array, centres: readonly Float64Array[]): { readonly index: number } {
  let index = NO_CLUSTER - 1;
  let most = 0;
  for (const [at, centre] of centres.entries()) {
    const likeness = dot(point, centre);
    if (likeness > most) {
      most = likeness;
      index = at;
    }
  }
  return { index };
}

function trigramsOf(name: string): Float64Array {
  const point = new Float64Array(DIMENSIONS);
  for (const word of wordsOf(name)) {
    const padded = ` ${word.replaceAll(/\p{N}+/gu, '0')} `;
    for (let at = 0; at + 3 <= padded.length; at++) {
      const slot = hash(padded.slice(at, at + 3)) % DIMENSIONS;
      point[slot] = (point[slot] ?? 0) + 1;
    }
  }
  return unit(point);
}

function unit(point: Float64Array): Float64Array {
  const length = Math.sqrt(dot(point, point));
  return length === 0 ? point : point.map((value) => value / length);
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < DIMENSIONS; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
