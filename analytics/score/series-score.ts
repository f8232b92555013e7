import { ASPECTS, ScoreBank } from './score-bank.ts';

/** What one row of a series deserves. */
export interface ScoreOpinion {
  /** 1 is the edge of normal; below a half for a row that tells nothing new; NaN while there is too little past. */
  readonly score: number;
  /** The same before one disturbance was made one event: stays high as long as the rows are out of the ordinary. */
  readonly surprise: number;
  /** How much each aspect is out of the ordinary on the same scale. */
  readonly aspects: Readonly<Record<string, number>>;
}

/** The score of one series, row by row: what it says of a row depends on that row and those before it alone. */
export interface SeriesScore {
  /** Rows come in the order of their times; a value that is no finite number has no opinion and leaves no trace. */
  update(observedAtMillis: number, value: number): ScoreOpinion;
}

/** A bank of one slot. */
export function createSeriesScore(): SeriesScore {
  const bank = new ScoreBank();
  bank.ensureSlots(1);
  return {
    update(observedAtMillis, value) {
      if (!Number.isFinite(value)) return { score: NaN, surprise: NaN, aspects: {} };
      bank.update(0, observedAtMillis, value);
      const aspects = Object.fromEntries(ASPECTS.map((name, index) => [name, bank.aspects[index] ?? 0]));
      return { score: bank.score, surprise: bank.surprise, aspects };
    },
  };
}
