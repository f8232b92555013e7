import type { Aspect, AspectName, Row } from './aspect.ts';
import { EventGate } from './event-gate.ts';
import { LevelAspect } from './level-aspect.ts';
import { RangeAspect } from './range-aspect.ts';
import { RecentValues } from './recent-values.ts';
import { RowSpacing } from './row-spacing.ts';
import { SeasonAspect } from './season-aspect.ts';
import { ShapeAspect } from './shape-aspect.ts';
import { ShiftAspect } from './shift-aspect.ts';
import { SpreadAspect } from './spread-aspect.ts';
import { TAIL_BINS, TailSurprise } from './tail-surprise.ts';

/** Powers of ten of surprise, over all aspects, at which normal ends. */
const EDGE_OF_NORMAL = 2.5;
/** Fewer rows than this are too little past to say anything. */
const MIN_ROWS = 150;
/** A gap is bridged in the windows over the last values, which look back little further than this. */
const MAX_BRIDGED_ROWS = 256;
/** Rows that tell nothing new score below this. */
const MOST_WHEN_QUIET = 0.5;

/** What one row of a series deserves. */
export interface ScoreOpinion {
  /** 1 is the edge of normal; below a half for a row that tells nothing new; NaN while there is too little past. */
  readonly score: number;
  /** The same before one disturbance was made one event: stays high as long as the rows are out of the ordinary. */
  readonly surprise: number;
  /** How much each aspect is out of the ordinary on the same scale. */
  readonly aspects: Readonly<Record<AspectName, number>>;
}

/** The score of one series, row by row: what it says of a row depends on that row and those before it alone. */
export interface SeriesScore {
  /** Rows come in the order of their times; a value that is no finite number has no opinion and leaves no trace. */
  update(observedAtMillis: number, value: number): ScoreOpinion;
}

export function createSeriesScore(): SeriesScore {
  return new CombinedScore();
}

class CombinedScore implements SeriesScore {
  readonly #recent = new RecentValues();
  readonly #gate = new EventGate();
  readonly #spacing = new RowSpacing();
  #rows = 0;
  readonly #aspects: readonly Aspect[] = [
    new LevelAspect(this.#recent),
    new RangeAspect(),
    new SeasonAspect(),
    new ShapeAspect(),
    new ShiftAspect(this.#recent),
    new SpreadAspect(this.#recent),
  ];
  readonly #tails = tailsFor(this.#aspects);
  readonly #sizes = new Float64Array(Math.max(...this.#aspects.map(({ measures }) => measures)));

  update(observedAtMillis: number, value: number): ScoreOpinion {
    const aspects = { level: NaN, range: NaN, season: NaN, shape: NaN, shift: NaN, spread: NaN };
    if (!Number.isFinite(value)) return { score: NaN, surprise: NaN, aspects };
    this.#recent.bridge(Math.min(this.#spacing.missingBefore(observedAtMillis), MAX_BRIDGED_ROWS), value);
    this.#recent.push(value);
    this.#rows += 1;
    const row = { observedAtMillis, recent: this.#recent };
    let cubes = 0;
    for (let index = 0; index < this.#aspects.length; index += 1) {
      const aspect = this.#aspects[index];
      if (aspect === undefined) continue;
      const surprise = this.#surpriseBy(aspect, this.#tails[index] ?? [], row);
      cubes += surprise ** 3;
      aspects[aspect.name] = surprise / EDGE_OF_NORMAL;
    }
    if (this.#rows < MIN_ROWS) return { score: NaN, surprise: NaN, aspects };
    const surprise = Math.cbrt(cubes / this.#aspects.length);
    const scaled = surprise / EDGE_OF_NORMAL;
    const score = this.#gate.opensFor(surprise) ? scaled : (MOST_WHEN_QUIET * scaled) / (1 + scaled);
    return { score, surprise: scaled, aspects };
  }

  /** The fourth-power mean of its measures' surprises: near their largest, but two that agree count for more than one. */
  #surpriseBy(aspect: Aspect, tails: readonly TailSurprise[], row: Row): number {
    aspect.measure(row, this.#sizes);
    let fourthPowers = 0;
    for (let index = 0; index < tails.length; index += 1) {
      fourthPowers += (tails[index]?.update(this.#sizes[index] ?? 0) ?? 0) ** 4;
    }
    return Math.sqrt(Math.sqrt(fourthPowers / tails.length));
  }
}

/** One tail a measure, by aspect. */
function tailsFor(aspects: readonly Aspect[]): TailSurprise[][] {
  const bins = new Float32Array(TAIL_BINS * aspects.reduce((sum, { measures }) => sum + measures, 0));
  let tails = 0;
  return aspects.map(({ measures }) =>
    Array.from({ length: measures }, () => new TailSurprise(bins, TAIL_BINS * tails++)),
  );
}
