import type { DetectorState, SlotRows } from '../../core/ports/detector.ts';
import { grownCapacity } from '../state/capacity.ts';
import { savedArray } from '../state/saved-state.ts';
import { counterIncrease } from './counter-increase.ts';
import { KindRows } from './kind-rows.ts';
import { KindEvidence } from './kind-evidence.ts';
import type { KindHint } from './kind-hint.ts';
import { EVENT_RATE, EVENTS, isOnEventScale, isRate, RATE, UNKNOWN, VALUES, type Scale } from './scale.ts';
import { SERIES_KINDS, type SeriesKind } from '../../core/series-kind.ts';

/** Before so many whole numbers nothing is judged: no detector has an opinion so early, and a first guess is often wrong. */
export const MIN_READINGS = 8;
/** A series that has been taken for something else so often is a gauge from then on. */
const MAX_RESTARTS = 3;
/** Instead of a number of restarts: a gauge that will stay one, so that nothing more needs to be learnt of it. */
const SETTLED = 255;
const MIN_READINGS_TO_SETTLE = 8192;
const NO_SLOT = -1;
const NOT_FIXED = 0;

const STATE_NAMES = {
  scales: 'kind-scales',
  restarts: 'kind-restarts',
  detectorSlots: 'kind-detector-slots',
  secondsPerReading: 'kind-seconds-per-reading',
} as const;

/**
 * Recognises what each series is while its readings come, and puts them on the scale of its kind before detectors judge them.
 * The first readings of a series are held back, unless it is clearly a gauge. When its kind changes, the series starts fresh in a new slot of the detectors,
 * which happens at few and fixed numbers of readings, or when a counter falls. Events and states share one scale, so nothing
 * starts fresh between these. Deterministic: depends on each series' own readings alone, not on batches.
 */
export class SeriesKinds {
  readonly #evidence = new KindEvidence();
  readonly #rows = new KindRows();
  #hints: KindHint[] = [];
  /** 0, or the number of the kind that somebody has fixed, from 1. */
  #fixed = new Uint8Array(0);
  #scales = new Uint8Array(0);
  #restarts = new Uint8Array(0);
  #detectorSlots = new Int32Array(0);
  #secondsPerReading = new Float64Array(0);
  #detectorSlotCount = 0;

  /** How many slots the rows may name that `translate` returns. */
  get detectorSlotCount(): number {
    return this.#detectorSlotCount;
  }

  /** Makes room for a series that is new or restored; `hint` is what its name lets expect, `fixed` if somebody has said what it is. */
  prepare(slot: number, hint: KindHint, fixed?: SeriesKind): void {
    this.#ensureSlots(slot + 1);
    this.#hints[slot] = hint;
    this.#fixed[slot] = fixed === undefined ? NOT_FIXED : SERIES_KINDS.indexOf(fixed) + 1;
    const isClear = fixed === 'counter' ? this.#evidence.readings(slot) >= MIN_READINGS : fixed !== undefined;
    if (isClear) this.#recognise(slot, hint);
  }

  /** The rows as detectors are to see them; valid until the next call. */
  translate({ count, slots, observedAtMillis, values }: SlotRows): KindRows {
    this.#rows.clear(count);
    for (let row = 0; row < count; row += 1) {
      this.#translateRow(row, slots[row] ?? 0, observedAtMillis[row] ?? NaN, values[row] ?? NaN);
    }
    return this.#rows;
  }

  /** `undefined` while there is too little past to say. */
  kindOf(slot: number): SeriesKind | undefined {
    const scale = this.#scales[slot] ?? UNKNOWN;
    if (scale === UNKNOWN) return undefined;
    if (isRate(scale)) return 'counter';
    if (this.#isState(slot, scale)) return 'state';
    return scale === EVENTS ? 'events' : 'gauge';
  }

  saveState(slots: number): DetectorState {
    this.#ensureSlots(slots);
    return new Map(this.#evidence.saveState(slots))
      .set(STATE_NAMES.scales, this.#scales.subarray(0, slots))
      .set(STATE_NAMES.restarts, this.#restarts.subarray(0, slots))
      .set(STATE_NAMES.detectorSlots, this.#detectorSlots.subarray(0, slots))
      .set(STATE_NAMES.secondsPerReading, this.#secondsPerReading.subarray(0, slots));
  }

  /** To be followed by `prepare` of every slot: names and what somebody has fixed are not part of the state. */
  restoreState(state: DetectorState, slots: number): void {
    this.#ensureSlots(slots);
    this.#evidence.restoreState(state, slots);
    this.#scales.set(savedArray(state, STATE_NAMES.scales, Uint8Array, slots));
    this.#restarts.set(savedArray(state, STATE_NAMES.restarts, Uint8Array, slots));
    this.#detectorSlots.set(savedArray(state, STATE_NAMES.detectorSlots, Int32Array, slots));
    this.#secondsPerReading.set(savedArray(state, STATE_NAMES.secondsPerReading, Float64Array, slots));
    this.#detectorSlotCount = this.#detectorSlots.reduce((most, slot) => Math.max(most, slot + 1), 0);
  }

  #translateRow(sourceRow: number, slot: number, millis: number, value: number): void {
    const evidence = this.#evidence;
    const hint = this.#hints[slot] ?? 'none';
    const readings = evidence.readings(slot);
    const wasConstant = evidence.isConstant(slot);
    const previousValue = evidence.latestValue(slot);
    const seconds = (millis - evidence.latestMillis(slot)) / 1000;
    const largestRate = evidence.largestRate(slot);
    evidence.learn(slot, millis, value, hint);
    const hasFallen = readings > 0 && value < previousValue;
    const known = this.#scales[slot] ?? UNKNOWN;
    const isDue = isCheckpoint(readings + 1) || (hasFallen && isRate(known));
    if (isDue || (known === UNKNOWN && isClearlyGauge(hint, value))) this.#recognise(slot, hint);
    const scale = this.#scales[slot] ?? UNKNOWN;
    if (scale === UNKNOWN) return;
    let quantity = value;
    if (isRate(scale)) quantity = counterIncrease(previousValue, value, seconds, largestRate) / seconds;
    if (!Number.isFinite(quantity)) return;
    const rows = this.#rows;
    rows.setQuantity(quantity, scale, this.#secondsPerReading[slot] ?? NaN);
    rows.setPrevious(previousValue, seconds);
    this.#add(sourceRow, slot, millis, wasConstant);
    rows.isState[rows.count - 1] = this.#isState(slot, scale) ? 1 : 0;
  }

  /** Counts the row whose quantity has been set. */
  #add(sourceRow: number, slot: number, millis: number, wasConstant: boolean): void {
    const rows = this.#rows;
    rows.slots[rows.count] = this.#detectorSlots[slot] ?? 0;
    rows.observedAtMillis[rows.count] = millis;
    rows.sourceRows[rows.count] = sourceRow;
    rows.wasConstant[rows.count] = wasConstant ? 1 : 0;
    rows.isState[rows.count] = 0;
    rows.count += 1;
  }

  #isState(slot: number, scale: number): boolean {
    const fixed = this.#fixedKind(slot);
    if (fixed !== undefined) return fixed === 'state';
    if (isOnEventScale(scale) && !isRate(scale)) return this.#evidence.isState(slot);
    return scale === VALUES && this.#evidence.isOnOrOff(slot);
  }

  #recognise(slot: number, hint: KindHint): void {
    const known = this.#scales[slot] ?? UNKNOWN;
    const scale = this.#scaleOf(slot, hint, known);
    if (scale === known) {
      if (scale === VALUES && this.#evidence.readings(slot) >= MIN_READINGS_TO_SETTLE) this.#settle(slot);
      return;
    }
    if (known !== UNKNOWN) this.#restarts[slot] = Math.min((this.#restarts[slot] ?? 0) + 1, MAX_RESTARTS);
    this.#scales[slot] = scale;
    this.#secondsPerReading[slot] = this.#evidence.secondsPerReading(slot);
    this.#detectorSlots[slot] = this.#detectorSlotCount;
    this.#detectorSlotCount += 1;
  }

  #settle(slot: number): void {
    if (this.#evidence.fallsLikeGauge(slot) && this.#fixedKind(slot) !== 'state') this.#restarts[slot] = SETTLED;
  }

  #scaleOf(slot: number, hint: KindHint, known: number): Scale {
    const fixed = this.#fixedKind(slot);
    if (fixed === 'gauge') return VALUES;
    if (fixed === 'events' || fixed === 'state') return EVENTS;
    const isSettled = (this.#restarts[slot] ?? 0) >= MAX_RESTARTS;
    if (fixed === 'counter' || (!isSettled && this.#evidence.isCounter(slot, hint, isRate(known)))) {
      if (known === RATE || known === EVENT_RATE) return known;
      return this.#evidence.isWhole(slot) ? EVENT_RATE : RATE;
    }
    return !isSettled && hint !== 'measure' && this.#evidence.isEvents(slot, known === EVENTS) ? EVENTS : VALUES;
  }

  #fixedKind(slot: number): SeriesKind | undefined {
    const fixed = this.#fixed[slot] ?? NOT_FIXED;
    return fixed === NOT_FIXED ? undefined : SERIES_KINDS[fixed - 1];
  }

  #ensureSlots(slots: number): void {
    this.#evidence.ensureSlots(slots);
    const capacity = this.#scales.length;
    if (slots <= capacity) return;
    const larger = grownCapacity(capacity, slots);
    this.#fixed = copied(this.#fixed, new Uint8Array(larger));
    this.#scales = copied(this.#scales, new Uint8Array(larger));
    this.#restarts = copied(this.#restarts, new Uint8Array(larger));
    this.#detectorSlots = copied(this.#detectorSlots, new Int32Array(larger).fill(NO_SLOT));
    this.#secondsPerReading = copied(this.#secondsPerReading, new Float64Array(larger));
  }
}

/** No number of events, and nothing says that it counts something else. */
function isClearlyGauge(hint: KindHint, value: number): boolean {
  return hint === 'measure' || (hint !== 'counter' && !(value >= 0 && Number.isInteger(value)));
}

/** At 8, 32, 128, … readings: each time there is four times as much to go by. */
function isCheckpoint(readings: number): boolean {
  return (
    readings >= MIN_READINGS &&
    readings < 2 ** 31 &&
    (readings & (readings - 1)) === 0 &&
    (Math.clz32(readings) & 1) === 0
  );
}

function copied<T extends Uint8Array | Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
