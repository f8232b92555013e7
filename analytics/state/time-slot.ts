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
