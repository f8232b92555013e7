import { partsAround } from './incident.ts';
import { effectiveness, figuresOf, MONTH_MILLIS, type ThresholdFigures } from './threshold-figures.ts';
import { tallyThreshold, type Levels, type TallyOptions, type ThresholdTally } from './threshold-tally.ts';

export interface ChosenThreshold {
  readonly threshold: number;
  /** On the incidents it was chosen on. */
  readonly inSample: ThresholdFigures;
  /** Each incident, and the time around it, by the threshold chosen without it; `undefined` with too few incidents. */
  readonly outOfSample: ThresholdFigures | undefined;
}

export interface ChoiceOptions extends Omit<TallyOptions, 'partEnds'> {
  /** How long the levels are known. */
  readonly knownMillis: number;
  /** Levels below this are no candidates. */
  readonly least: number;
}

/** With fewer, leaving one out leaves nothing to choose by. */
export const MIN_INCIDENTS_TO_LEAVE_ONE_OUT = 3;
const RANKS_PER_DOUBLING = 32;
const SIGNIFICANT_DIGITS = 3;

/** Tallies of all candidates of one sort of level, from which thresholds are chosen. */
export class ThresholdChoice {
  readonly #tallies: readonly ThresholdTally[];
  readonly #incidents: number;
  readonly #months: number;

  constructor(levels: Levels, options: ChoiceOptions) {
    const tallyOptions = { ...options, partEnds: partsAround(options.incidents) };
    this.#tallies = candidates(levels, options).map((threshold) => tallyThreshold(levels, threshold, tallyOptions));
    this.#incidents = options.incidents.length;
    this.#months = options.knownMillis / MONTH_MILLIS;
  }

  /**
   * The threshold with the best effectiveness, of equals the middle one; see `effectiveness` for `beta`. `least` bounds it from
   * below, in sample and out. `undefined` when nothing finds any incident.
   */
  choose(beta: number, leastWithout: (part?: number) => number = () => -Infinity): ChosenThreshold | undefined {
    const parts = Array.from({ length: this.#incidents }, (_, part) => part);
    const best = this.#best(parts, beta, leastWithout());
    if (best === undefined) return undefined;
    const inSample = figuresOf(ofOne(best, parts), this.#months);
    return { threshold: best.threshold, inSample, outOfSample: this.#outOfSample(parts, beta, leastWithout) };
  }

  /** The threshold that is chosen when one part is left out. */
  thresholdWithout(beta: number, leftOut?: number): number {
    const parts = Array.from({ length: this.#incidents }, (_, part) => part).filter((part) => part !== leftOut);
    return this.#best(parts, beta, -Infinity)?.threshold ?? -Infinity;
  }

  #outOfSample(
    parts: readonly number[],
    beta: number,
    leastWithout: (part?: number) => number,
  ): ThresholdFigures | undefined {
    if (parts.length < MIN_INCIDENTS_TO_LEAVE_ONE_OUT) return undefined;
    const silent: ThresholdTally = { threshold: Infinity, events: [], trueEvents: [], delaysMillis: [] };
    const leftOut = parts.map((part) => {
      const others = parts.filter((other) => other !== part);
      return { tally: this.#best(others, beta, leastWithout(part)) ?? silent, part };
    });
    return figuresOf(leftOut, this.#months);
  }

  #best(parts: readonly number[], beta: number, least: number): ThresholdTally | undefined {
    const allowed = this.#tallies.filter(({ threshold }) => threshold >= least);
    const worths = allowed.map((tally) => effectiveness(figuresOf(ofOne(tally, parts), this.#months), beta));
    const highest = Math.max(0, ...worths);
    if (highest === 0) return undefined;
    const first = worths.indexOf(highest);
    const end = worths.findIndex((worth, index) => index > first && worth < highest);
    return middleOf(allowed.slice(first, end < 0 ? undefined : end));
  }
}

function ofOne(tally: ThresholdTally, parts: readonly number[]) {
  return parts.map((part) => ({ tally, part }));
}

/** What comes nearest to the middle between the lowest and the highest of equals: both sides keep some room. */
function middleOf(equals: readonly ThresholdTally[]): ThresholdTally | undefined {
  const middle = ((equals[0]?.threshold ?? NaN) + (equals.at(-1)?.threshold ?? NaN)) / 2;
  const distance = ({ threshold }: ThresholdTally): number => Math.abs(threshold - middle);
  return equals.toSorted((one, other) => distance(one) - distance(other))[0];
}

/**
 * Rising. Half-way between two levels that occur, so that the next incident may be a little weaker than the weakest known. Of
 * many levels the highest, and the fewer the lower.
 */
function candidates({ levels }: Levels, { least }: ChoiceOptions): number[] {
  const falling = Float64Array.from(new Set(Array.from(levels).filter((level) => level >= least)))
    .sort()
    .reverse();
  return ranks(falling.length)
    .map((rank) => between(falling[rank] ?? NaN, falling[rank + 1] ?? NaN))
    .reverse();
}

/** All of the first, then ever fewer. */
function ranks(count: number): number[] {
  const all: number[] = [];
  for (let rank = 0; rank < count; rank += Math.max(1, Math.floor(rank / RANKS_PER_DOUBLING))) all.push(rank);
  return all;
}

/** A number of few digits above `below` and not above `level`. */
function between(level: number, below: number): number {
  const middle = Number(((level + below) / 2).toPrecision(SIGNIFICANT_DIGITS));
  return middle > below && middle <= level ? middle : level;
}
