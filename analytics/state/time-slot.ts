const MILLIS_PER_MINUTE = 60_000;

/** Cuts time into slots of equal length and tells which row of a season each belongs to. Seasons begin at UTC midnight. */
export class TimeSlots {
  readonly slotMillis: number;
  readonly slotsPerSeason: number;

  /** `seasonMinutes` must be a multiple of `slotMinutes`. */
  constructor(slotMinutes: number, seasonMinutes: number) {
    this.slotMillis = slotMinutes * MILLIS_PER_MINUTE;
    this.slotsPerSeason = seasonMinutes / slotMinutes;
  }

  /** Counts slots since the epoch; negative before it. */
  slotAt(millis: number): number {
    return Math.floor(millis / this.slotMillis);
  }

  /** 0 to `slotsPerSeason - 1`. */
  rowOf(timeSlot: number): number {
    const remainder = timeSlot % this.slotsPerSeason;
    return remainder < 0 ? remainder + this.slotsPerSeason : remainder;
  }
}

/** Remembers the time slot it was last moved to: of neighbouring readings most fall into one. */
export class TimeSlotCursor {
  readonly #timeSlots: TimeSlots;
  /** Of the first and after the last millisecond of the time slot. */
  startMillis = 0;
  endMillis = 0;
  timeSlot = 0;
  row = 0;

  constructor(timeSlots: TimeSlots) {
    this.#timeSlots = timeSlots;
  }

  moveTo(millis: number): void {
    if (millis >= this.startMillis && millis < this.endMillis) return;
    const { slotMillis } = this.#timeSlots;
    this.timeSlot = this.#timeSlots.slotAt(millis);
    this.row = this.#timeSlots.rowOf(this.timeSlot);
    this.startMillis = this.timeSlot * slotMillis;
    this.endMillis = this.startMillis + slotMillis;
  }
}
