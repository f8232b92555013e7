import type { DetectorState } from '../../core/ports/detector.ts';
import { CYCLE_MEASURES, CycleAspect, type CycleStep } from './cycle-aspect.ts';
import { EventGate } from './event-gate.ts';
import { LEVEL_MEASURES, LevelAspect } from './level-aspect.ts';
import { measureRange, RANGE_MEASURES } from './range-aspect.ts';
import { DEVIATION_8, LARGEST_8, MEAN_8, RecentRows, SMALLEST_8 } from './recent-rows.ts';
import { BLOCK_ROWS, RowBlocks } from './row-blocks.ts';
import { RowSpacing } from './row-spacing.ts';
import { SEASON_MEASURES, SeasonAspect } from './season-aspect.ts';
import { ROWS_PER_POINT, SHAPE_MEASURES, ShapeAspect } from './shape-aspect.ts';
import { measureShift, SHIFT_MEASURES } from './shift-aspect.ts';
import { SlotChunks } from './slot-chunks.ts';
import { SlotLayout, type SlotMemory } from './slot-memory.ts';
import { measureSpread, SPREAD_MEASURES } from './spread-aspect.ts';
import { TailSurprises } from './tail-surprises.ts';

/**
 * Powers of ten of surprise, over all aspects, at which normal ends in a series with a row every five minutes. The more rows
 * a month, the rarer a row must be: ten times as many raise it by so much, which keeps the false events of a month as few.
 */
const EDGE_AT_FIVE_MINUTES = 3.3;
const EDGE_PER_TENFOLD = 0.5;
const LEAST_EDGE = 2.9;
/** The same as a unit for scores of recorded series. */
const UNIT_OF_SCORE = 2.8;
const FIVE_MINUTES_MILLIS = 300_000;
/** The edge is looked at anew after so many rows, a power of two. */
const ROWS_BETWEEN_EDGES = 64;
/** What is expected is off by so many usual deviations at most. */
export const BAND_DEVIATIONS = 5;
/** Fewer rows than this are too little past to say anything. */
const MIN_ROWS = 150;
/** A gap is bridged in the windows over the last values, which look back little further than this. */
const MAX_BRIDGED_ROWS = 256;
/** After so many rows, ordinary sizes are learned from one row in `ORDINARY_ROWS` only, as if they were all alike in between. */
const ROWS_LEARNED_EACH = 256;
/** A power of two. */
const ORDINARY_ROWS = 4;
/** Aspects over longer windows are judged once in so many rows, a power of two, and when one of the others is as rare as one row in a hundred. */
const SLOW_ROWS = 4;
const ALARMING_CUBES = 8;
/** Rows that tell nothing new score below this. */
const MOST_WHEN_QUIET = 0.5;
/** Values further from the first one than this count as if they were here: their squares must stay numbers. */
const FURTHEST = 1e18;

/** So much stronger is clearly stronger. */
const CLEARLY = 1.2;

/** The ways in which a row can be out of the ordinary, in the order of their measures, the plainest first. */
export const ASPECTS = ['level', 'range', 'season', 'shape', 'shift', 'spread', 'cycle'] as const;
const MEASURES = [
  LEVEL_MEASURES,
  RANGE_MEASURES,
  SEASON_MEASURES,
  SHAPE_MEASURES,
  SHIFT_MEASURES,
  SPREAD_MEASURES,
  CYCLE_MEASURES,
] as const;
const [LEVEL, RANGE, SEASON, SHAPE, SHIFT, SPREAD, CYCLE] = [0, 1, 2, 3, 4, 5, 6] as const;
/** The aspects that every series has: a cycle comes on top of them. */
const ASPECTS_OF_ALL = 6;
/** Where the measures of each aspect begin, and at last their number. */
const FIRST = Int32Array.from([0, ...MEASURES.map((_, aspect) => sum(MEASURES.slice(0, aspect + 1)))]);

/** A cycle is known when so many rows of it are. */
const CYCLE_SETTLED_ROWS = 1000;

const ROWS = 0;
/** The first value: all others are kept relative to it. */
const ANCHOR = 1;
/** Rows and bridged rows. */
const STEPS = 2;
const LATEST = 3;
/** Sums of fourth powers of surprises: what was last said of aspects that are not judged at each row. */
const SHAPE_POWERS = 4;
const CYCLE_POWERS = 5;
const SHIFT_POWERS = 6;
const SPREAD_POWERS = 7;
const EDGE = 8;
const FIELDS = 9;

/** The scores of many series, slot by slot: what it says of a row depends on that slot's row and those before it alone. */
export class ScoreBank {
  /** How much each aspect of the row last taken is out of the ordinary; 1 is the edge of normal. */
  readonly aspects = new Float64Array(ASPECTS.length);
  readonly #layout = new SlotLayout();
  readonly #fieldsAt = this.#layout.takeWide(FIELDS);
  readonly #spacing = new RowSpacing(this.#layout);
  readonly #gate = new EventGate(this.#layout);
  readonly #recent = new RecentRows(this.#layout);
  readonly #blocks = new RowBlocks(this.#layout);
  readonly #level = new LevelAspect(this.#layout);
  readonly #season = new SeasonAspect(this.#layout);
  readonly #shape = new ShapeAspect(this.#layout);
  readonly #cycle = new CycleAspect(this.#layout);
  readonly #tails = new TailSurprises(this.#layout, FIRST[ASPECTS.length] ?? 0);
  readonly #slots = new SlotChunks(this.#layout);
  readonly #memory: SlotMemory = {
    wide: new Float64Array(0),
    wideBase: 0,
    narrow: new Float32Array(0),
    narrowBase: 0,
    counts: new Uint16Array(0),
    countsBase: 0,
  };
  readonly #opinion = new Float64Array(4);
  #isNewShape = false;
  /** As how many rows the one last taken is learned. */
  #weight = 1;
  /** The same of a size that is not ordinary, where such sizes last for some rows. */
  #rareWeight = 1;
  #followed = 0;
  /** The value of the row last taken, relative to the first. */
  #relative = 0;
  #cycleStep: CycleStep = 'same';

  get bytesPerSlot(): number {
    return 8 * this.#layout.wide + 4 * this.#layout.narrow + 2 * this.#layout.counts;
  }

  /**
   * 1 is the edge of normal of a series with a row every five minutes, whatever the rate of this one: scores of recorded
   * series are compared by how rare a row is. Below a half for a row that tells nothing new; NaN while there is too little past.
   */
  get score(): number {
    return this.#opinion[0] ?? NaN;
  }

  /** The same for this series' rate, and before one disturbance was made one event: high as long as rows are out of the ordinary. */
  get surprise(): number {
    return this.#opinion[1] ?? NaN;
  }

  /** What the row was expected to be, before it was known; NaN while there is too little past. */
  get expected(): number {
    return this.#opinion[2] ?? NaN;
  }

  /** How far from that most rows are at most. */
  get halfWidth(): number {
    return this.#opinion[3] ?? NaN;
  }

  /** Which aspect of the row last taken is the most out of the ordinary; of those nearly as strong, the one most easily understood. */
  get strongestAspect(): number {
    let strongest = 0;
    for (let aspect = 1; aspect < ASPECTS.length; aspect += 1) {
      if ((this.aspects[aspect] ?? 0) > CLEARLY * (this.aspects[strongest] ?? 0)) strongest = aspect;
    }
    return strongest;
  }

  ensureSlots(slots: number): void {
    this.#slots.ensureSlots(slots);
  }

  /** Views of all that is known of slots 0 to `slots - 1`; they hold until the next call. */
  save(slots: number): DetectorState {
    return this.#slots.save(slots);
  }

  /** Throws Failure when the state does not fit. */
  restore(state: DetectorState, slots: number): void {
    this.#slots.restore(state, slots);
  }

  /**
   * Judges a row by the past of its slot, then learns from it. Times go forward, values are finite. `followed`: how many rows
   * before it were followed only.
   */
  update(slot: number, observedAtMillis: number, value: number, followed = 0): void {
    const memory = this.#memory;
    this.#slots.moveTo(slot, memory);
    const rows = this.#take(memory, observedAtMillis, value);
    this.#weight = followed > 0 ? followed + 1 : weightOf(rows);
    this.#rareWeight = followed + 1;
    this.#followed = followed;
    const steps = memory.wide[memory.wideBase + this.#fieldsAt + STEPS] ?? 0;
    this.#recent.note(memory, steps);
    this.#level.measure(memory, this.#recent, this.#relative, this.#tails.sizes, FIRST[LEVEL] ?? 0);
    this.#level.learn(memory, rows, this.#relative);
    measureRange(memory, this.#recent, this.#blocks, steps, this.#tails.sizes, FIRST[RANGE] ?? 0);
    const edge = this.#edge(memory, rows);
    const surprise = this.#surprise(memory, edge);
    if (rows < MIN_ROWS) {
      this.#opinion.fill(NaN);
      return;
    }
    const isNews = this.#gate.opensFor(memory, surprise, rows);
    const scaled = surprise / UNIT_OF_SCORE;
    this.#opinion[0] = isNews ? scaled : (MOST_WHEN_QUIET * scaled) / (1 + scaled);
    this.#opinion[1] = surprise / edge;
    this.#expect(memory);
  }

  /** Takes a row that is known to be nothing special: the next one that is judged stands for it too. */
  follow(slot: number, observedAtMillis: number, value: number): void {
    const memory = this.#memory;
    this.#slots.moveTo(slot, memory);
    const rows = this.#take(memory, observedAtMillis, value);
    this.#level.learn(memory, rows, this.#relative);
    this.#shapePowers(memory);
    this.#cyclePowers(memory);
  }

  /** How far apart the rows of the slot last moved to usually are. */
  get spacingMillis(): number {
    return this.#spacing.usualMillis(this.#memory);
  }

  /** By its season, or by its long-run mean, whichever is usually nearer. */
  #expect({ wide, wideBase }: SlotMemory): void {
    const isSeasonal = this.#season.deviation < this.#level.deviation;
    const { expected, deviation } = isSeasonal ? this.#season : this.#level;
    this.#opinion[2] = (wide[wideBase + this.#fieldsAt + ANCHOR] ?? 0) + expected;
    this.#opinion[3] = BAND_DEVIATIONS * deviation;
  }

  #edge(memory: SlotMemory, rows: number): number {
    const at = memory.wideBase + this.#fieldsAt + EDGE;
    if (rows <= 2 || (rows & (ROWS_BETWEEN_EDGES - 1)) === 0) {
      const spacing = this.#spacing.usualMillis(memory) || FIVE_MINUTES_MILLIS;
      const raised = EDGE_PER_TENFOLD * Math.log10(FIVE_MINUTES_MILLIS / spacing);
      memory.wide[at] = Math.max(LEAST_EDGE, EDGE_AT_FIVE_MINUTES + raised);
    }
    return memory.wide[at] ?? EDGE_AT_FIVE_MINUTES;
  }

  /** Learns the row apart from how rare it is, and returns how many rows the slot has had. */
  #take(memory: SlotMemory, observedAtMillis: number, value: number): number {
    const { wide } = memory;
    const fieldsAt = memory.wideBase + this.#fieldsAt;
    const rows = (wide[fieldsAt + ROWS] ?? 0) + 1;
    if (rows === 1) this.#start(memory, value);
    const relative = Math.max(-FURTHEST, Math.min(FURTHEST, value - (wide[fieldsAt + ANCHOR] ?? 0)));
    this.#relative = relative;
    const missing = this.#spacing.missingBefore(memory, observedAtMillis);
    if (missing > 0) this.#cycle.breakOff(memory, missing);
    if (missing > 0 && rows > 1) this.#bridge(memory, Math.min(missing, MAX_BRIDGED_ROWS), relative);
    this.#step(memory, relative);
    wide[fieldsAt + ROWS] = rows;
    const { sizes } = this.#tails;
    const spacing = this.#spacing.usualMillis(memory);
    this.#season.measure(memory, observedAtMillis, spacing, relative, sizes, FIRST[SEASON] ?? 0);
    this.#isNewShape = this.#shape.measure(memory, relative, rows - 1, sizes, FIRST[SHAPE] ?? 0);
    this.#cycleStep = this.#cycle.measure(memory, relative, spacing, sizes, FIRST[CYCLE] ?? 0);
    return rows;
  }

  #start(memory: SlotMemory, value: number): void {
    memory.wide[memory.wideBase + this.#fieldsAt + ANCHOR] = value;
    this.#season.start(memory);
    this.#cycle.start(memory);
  }

  /** A straight line over missing rows, up to where `value` follows: what went on unseen then looks like no jump. */
  #bridge(memory: SlotMemory, missingRows: number, value: number): void {
    const start = memory.wide[memory.wideBase + this.#fieldsAt + LATEST] ?? 0;
    const slope = (value - start) / (missingRows + 1);
    for (let row = 1; row <= missingRows; row += 1) this.#step(memory, start + row * slope);
  }

  #step(memory: SlotMemory, value: number): void {
    const { wide } = memory;
    const fieldsAt = memory.wideBase + this.#fieldsAt;
    const step = wide[fieldsAt + STEPS] ?? 0;
    wide[fieldsAt + STEPS] = step + 1;
    wide[fieldsAt + LATEST] = value;
    this.#recent.learn(memory, value, step);
    if ((step & (BLOCK_ROWS - 1)) !== BLOCK_ROWS - 1) return;
    this.#recent.note(memory, step + 1);
    const { facts } = this.#recent;
    const block = Math.floor(step / BLOCK_ROWS);
    this.#blocks.close(
      memory,
      block,
      facts[MEAN_8] ?? 0,
      facts[DEVIATION_8] ?? 0,
      facts[SMALLEST_8] ?? 0,
      facts[LARGEST_8] ?? 0,
    );
  }

  /** The cubic mean of the aspects' surprises. */
  #surprise(memory: SlotMemory, edge: number): number {
    const { wide } = memory;
    const fieldsAt = memory.wideBase + this.#fieldsAt;
    let cubes =
      this.#note(LEVEL, edge, this.#plainPowers(memory, FIRST[LEVEL] ?? 0, 3)) +
      this.#note(RANGE, edge, this.#lastingPowers(memory, FIRST[RANGE] ?? 0, 3)) +
      this.#note(
        SEASON,
        edge,
        this.#plainPowers(memory, FIRST[SEASON] ?? 0, 3) + this.#plainPowers(memory, (FIRST[SEASON] ?? 0) + 3, 2),
      );
    this.#judgeSlowAspects(memory, cubes > ALARMING_CUBES);
    cubes += this.#note(SHIFT, edge, wide[fieldsAt + SHIFT_POWERS] ?? 0);
    cubes += this.#note(SPREAD, edge, wide[fieldsAt + SPREAD_POWERS] ?? 0);
    cubes += this.#note(SHAPE, edge, this.#shapePowers(memory));
    cubes += this.#note(CYCLE, edge, this.#cyclePowers(memory));
    return cubes === 0 ? 0 : Math.cbrt(cubes / ASPECTS_OF_ALL);
  }

  /** Of measures the first of which is about the row alone, the others about the last ones. */
  #plainPowers(memory: SlotMemory, first: number, measures: number): number {
    const own = this.#tails.update(memory, first, first + 1, this.#weight, 1, 1);
    return own + this.#lastingPowers(memory, first + 1, measures - 1);
  }

  #lastingPowers(memory: SlotMemory, first: number, measures: number): number {
    return this.#tails.update(memory, first, first + measures, this.#weight, 1, 1, this.#rareWeight);
  }

  /**
   * The cube of an aspect's surprise, the fourth-power mean of its measures' surprises: near their largest, but two that agree
   * count for more than one.
   */
  #note(aspect: number, edge: number, fourthPowers: number): number {
    if (fourthPowers === 0) {
      this.aspects[aspect] = 0;
      return 0;
    }
    const surprise = Math.sqrt(Math.sqrt(fourthPowers / (MEASURES[aspect] ?? 1)));
    this.aspects[aspect] = surprise / edge;
    return surprise * surprise * surprise;
  }

  /** Aspects over longer windows change little from row to row: they are looked at every few rows, and when others are alarmed. */
  #judgeSlowAspects(memory: SlotMemory, isAlarmed: boolean): void {
    const { wide } = memory;
    const fieldsAt = memory.wideBase + this.#fieldsAt;
    const isTheirTurn =
      this.#followed > 0 ? this.#followed >= SLOW_ROWS - 1 : ((wide[fieldsAt + ROWS] ?? 0) & (SLOW_ROWS - 1)) === 0;
    if (!isTheirTurn && !isAlarmed) return;
    const tails = this.#tails;
    const steps = wide[fieldsAt + STEPS] ?? 0;
    measureShift(memory, this.#recent, this.#blocks, steps, tails.sizes, FIRST[SHIFT] ?? 0);
    measureSpread(memory, this.#recent, this.#blocks, steps, tails.sizes, FIRST[SPREAD] ?? 0);
    if (isTheirTurn) {
      wide[fieldsAt + SHIFT_POWERS] = tails.update(memory, FIRST[SHIFT] ?? 0, FIRST[SHIFT + 1] ?? 0, 1, SLOW_ROWS, 1);
      wide[fieldsAt + SPREAD_POWERS] = tails.update(
        memory,
        FIRST[SPREAD] ?? 0,
        FIRST[SPREAD + 1] ?? 0,
        1,
        SLOW_ROWS,
        1,
      );
    } else {
      wide[fieldsAt + SHIFT_POWERS] = tails.judge(memory, FIRST[SHIFT] ?? 0, FIRST[SHIFT + 1] ?? 0, SLOW_ROWS, 1);
      wide[fieldsAt + SPREAD_POWERS] = tails.judge(memory, FIRST[SPREAD] ?? 0, FIRST[SPREAD + 1] ?? 0, SLOW_ROWS, 1);
    }
  }

  /** Shapes and cycles are new only every few rows: in between, what was last said of them holds. */
  #shapePowers(memory: SlotMemory): number {
    const { wide } = memory;
    const at = memory.wideBase + this.#fieldsAt + SHAPE_POWERS;
    if (this.#isNewShape) {
      wide[at] = this.#tails.update(memory, FIRST[SHAPE] ?? 0, FIRST[SHAPE + 1] ?? 0, 1, ROWS_PER_POINT, 1);
    }
    return wide[at] ?? 0;
  }

  #cyclePowers(memory: SlotMemory): number {
    const { wide } = memory;
    const at = memory.wideBase + this.#fieldsAt + CYCLE_POWERS;
    const first = FIRST[CYCLE] ?? 0;
    const end = FIRST[CYCLE + 1] ?? 0;
    if (this.#cycleStep === 'rescaled') {
      this.#tails.forget(memory, first, end);
      wide[at] = 0;
    } else if (this.#cycleStep === 'new') {
      wide[at] = this.#tails.update(memory, first, end, 1, this.#cycle.rowsPerPoint, CYCLE_SETTLED_ROWS);
    }
    return wide[at] ?? 0;
  }
}

/** Which rows are learned follows no rhythm that a series could have. */
function weightOf(rows: number): number {
  if (rows < ROWS_LEARNED_EACH) return 1;
  return (Math.imul(rows, 0x9e_37_79_b1) >>> 16) % ORDINARY_ROWS === 0 ? ORDINARY_ROWS : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
