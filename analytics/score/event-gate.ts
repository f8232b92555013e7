import type { SlotLayout, SlotMemory } from './slot-memory.ts';

/** An event silences what is no stronger for this share of the rows known, at least for so many rows. */
const QUIET_SHARE = 0.05;
const MIN_QUIET_ROWS = 50;
/** In its first rows an event is still growing: only what is far more surprising, in powers of ten, is told again. */
const GROWING_ROWS = 12;
const MARGIN_WHILE_GROWING = 0.6;
const MARGIN = 0.15;
/** Weaker rows neither start an event nor silence one. */
const LEAST_SURPRISE = 1;

const EVENT_ROW = 0;
/** 0 before the first event. */
const EVENT_SURPRISE = 1;
const FIELDS = 2;

/** Lets one disturbance through once: at its start, and again only when it gets worse. */
export class EventGate {
  readonly #fieldsAt: number;

  constructor(layout: SlotLayout) {
    this.#fieldsAt = layout.takeWide(FIELDS);
  }

  /** Whether this row starts an event or makes a running one worse. */
  opensFor({ wide, wideBase }: SlotMemory, surprise: number, row: number): boolean {
    const fieldsAt = wideBase + this.#fieldsAt;
    const eventSurprise = wide[fieldsAt + EVENT_SURPRISE] ?? 0;
    if (!(surprise > threshold(eventSurprise, row - (wide[fieldsAt + EVENT_ROW] ?? 0), row))) return false;
    wide[fieldsAt + EVENT_ROW] = row;
    wide[fieldsAt + EVENT_SURPRISE] = surprise;
    return true;
  }
}

function threshold(eventSurprise: number, age: number, row: number): number {
  if (eventSurprise === 0) return LEAST_SURPRISE;
  if (age < GROWING_ROWS) return eventSurprise + MARGIN_WHILE_GROWING;
  if (age <= Math.max(MIN_QUIET_ROWS, QUIET_SHARE * row)) return eventSurprise + MARGIN;
  return LEAST_SURPRISE;
}
