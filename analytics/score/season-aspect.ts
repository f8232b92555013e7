import type { SlotLayout, SlotMemory } from './slot-memory.ts';

const DAY_MILLIS = 86_400_000;
const WEEK_MILLIS = 7 * DAY_MILLIS;
/** Differences up to this many times their usual size are ordinary, once so many are known; their size is forgotten over so many. */
const ORDINARY = 5;
const MIN_KNOWN = 100;
const DEVIATION_MEMORY = 1000;

interface Season {
  readonly periodMillis: number;
  readonly slots: number;
  /** The most a row changes what is usual in its slot. */
  readonly learning: number;
  /** Rows closer together than a slot change it less: all rows of one visit together by about so much. */
  readonly learningAVisit: number;
  /** Differences are smoothed over so many rows. */
  readonly memoriesRows: readonly number[];
}

const DAY: Season = {
  periodMillis: DAY_MILLIS,
  slots: 96,
  learning: 0.2,
  learningAVisit: 0.6,
  memoriesRows: [1, 4, 16],
};
const WEEK: Season = {
  periodMillis: WEEK_MILLIS,
  slots: 168,
  learning: 0.1,
  learningAVisit: 1.2,
  memoriesRows: [1, 4],
};

export const SEASON_MEASURES = DAY.memoriesRows.length + WEEK.memoriesRows.length;

/** How far the last rows are from what is usual at their time of day, and of week. */
export class SeasonAspect {
  readonly #day: Profile;
  readonly #week: Profile;

  /** What was usual at the time of day of the row last measured, and how far from it rows usually are. */
  get expected(): number {
    return this.#day.expected;
  }

  /** Infinite where nothing is usual yet. */
  get deviation(): number {
    return this.#day.deviation;
  }

  constructor(layout: SlotLayout) {
    this.#day = new Profile(layout, DAY);
    this.#week = new Profile(layout, WEEK);
  }

  /** To be called before the first row of a series. */
  start(memory: SlotMemory): void {
    this.#day.start(memory);
    this.#week.start(memory);
  }

  /** Writes the row's sizes, then learns from it. `spacingMillis` is how far apart the rows of the series usually are. */
  measure(
    memory: SlotMemory,
    observedAtMillis: number,
    spacingMillis: number,
    value: number,
    sizes: Float32Array,
    at: number,
  ): void {
    this.#day.measure(memory, observedAtMillis, spacingMillis, value, sizes, at);
    this.#week.measure(memory, observedAtMillis, spacingMillis, value, sizes, at + DAY.memoriesRows.length);
  }
}

const KNOWN = 0;
const DEVIATION = 1;
const DIFFERENCES = 2;

/** The usual value in each slot of a period, and the smoothed differences from it. */
class Profile {
  expected = NaN;
  deviation = Infinity;
  readonly #season: Season;
  readonly #usualAt: number;
  readonly #fieldsAt: number;

  constructor(layout: SlotLayout, season: Season) {
    this.#season = season;
    this.#usualAt = layout.takeNarrow(season.slots);
    this.#fieldsAt = layout.takeWide(DIFFERENCES + season.memoriesRows.length);
  }

  start({ narrow, narrowBase }: SlotMemory): void {
    narrow.fill(NaN, narrowBase + this.#usualAt, narrowBase + this.#usualAt + this.#season.slots);
  }

  measure(
    memory: SlotMemory,
    observedAtMillis: number,
    spacingMillis: number,
    value: number,
    sizes: Float32Array,
    at: number,
  ): void {
    const { wide, wideBase } = memory;
    const { memoriesRows } = this.#season;
    const difference = this.#learn(memory, observedAtMillis, spacingMillis, value);
    const differencesAt = wideBase + this.#fieldsAt + DIFFERENCES;
    for (let index = 0; index < memoriesRows.length; index += 1) {
      const smoothed = wide[differencesAt + index] ?? 0;
      const moved = smoothed + (difference - smoothed) / (memoriesRows[index] ?? 1);
      wide[differencesAt + index] = moved;
      sizes[at + index] = Math.abs(moved);
    }
  }

  #learn(memory: SlotMemory, observedAtMillis: number, spacingMillis: number, value: number): number {
    const { narrow } = memory;
    const { periodMillis, slots, learning, learningAVisit } = this.#season;
    const turns = observedAtMillis / periodMillis;
    const cell = memory.narrowBase + this.#usualAt + (Math.floor((turns - Math.floor(turns)) * slots) % slots);
    const usual = narrow[cell] ?? NaN;
    const known = memory.wide[memory.wideBase + this.#fieldsAt + KNOWN] ?? 0;
    this.expected = usual;
    this.deviation = known < MIN_KNOWN ? Infinity : (memory.wide[memory.wideBase + this.#fieldsAt + DEVIATION] ?? 0);
    if (Number.isNaN(usual)) {
      this.deviation = Infinity;
      narrow[cell] = value;
      return 0;
    }
    const difference = value - usual;
    const share = Math.min(learning, (learningAVisit * spacingMillis * slots) / periodMillis);
    narrow[cell] = usual + share * this.#cut(memory, difference);
    return difference;
  }

  /** An outage teaches a slot no more than the worst ordinary day would: nothing echoes a period later. */
  #cut({ wide, wideBase }: SlotMemory, difference: number): number {
    const fieldsAt = wideBase + this.#fieldsAt;
    const known = (wide[fieldsAt + KNOWN] ?? 0) + 1;
    const deviation = wide[fieldsAt + DEVIATION] ?? 0;
    const most = known < MIN_KNOWN ? Infinity : ORDINARY * deviation;
    const cut = Math.max(-most, Math.min(most, difference));
    wide[fieldsAt + KNOWN] = known;
    wide[fieldsAt + DEVIATION] = deviation + (Math.abs(cut) - deviation) / Math.min(known, DEVIATION_MEMORY);
    return cut;
  }
}
