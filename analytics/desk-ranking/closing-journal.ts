import type { LearnedClosing, RankingCard } from '../../core/ports/ranking-desk.ts';
import type { Closed } from './deed.ts';
import { Latest } from './latest.ts';
import { LossWatch, NOTICED_AT_NATS } from './loss-watch.ts';
import { measured, meanLogLoss } from './measured.ts';

/** Closings that measures are taken of, the latest. */
const MOST_CLOSINGS = 5000;
const MOST_SHOWN = 20;

interface Entry {
  readonly closing: LearnedClosing;
  readonly logOdds: number | undefined;
  readonly isShownEarly: boolean;
}

interface ShadowEntry {
  readonly champion: number;
  readonly challenger: number;
  readonly label: 0 | 1;
}

/** What was said and what came of it, of the latest events that were closed as true or false. */
export class ClosingJournal {
  readonly #entries = new Latest<Entry>(MOST_CLOSINGS);
  readonly #shadow = new Latest<ShadowEntry>(MOST_CLOSINGS);
  readonly #watch = new LossWatch();
  #overrides: readonly LearnedClosing[] = [];

  /** `champion` is the version that ranks now: only what it said tells whether it drifts. */
  add(deed: Closed, champion: string): void {
    const { eventId, title, site, sensor, atMillis, by, label, likelihood } = deed;
    const disposition = label === 1 ? 'true' : 'false';
    const closing: LearnedClosing = {
      eventId,
      title,
      site,
      sensor,
      atMillis,
      by,
      disposition,
      ...(likelihood === undefined
        ? {}
        : { said: { probability: likelihood.probability, band: likelihood.band, model: likelihood.model } }),
    };
    const logOdds = likelihood?.reasons.reduce((sum, { value }) => sum + value, 0);
    this.#entries.add({ closing, logOdds, isShownEarly: likelihood?.early?.isShown === true });
    if (logOdds !== undefined && likelihood?.model === champion) this.#watch.add(logOdds, label);
    if (isOverride(closing)) this.#overrides = [...this.#overrides, closing].slice(-MOST_SHOWN);
  }

  /** What champion and challenger said of the same event. */
  compare(champion: number, challenger: number, label: 0 | 1): void {
    this.#shadow.add({ champion, challenger, label });
  }

  forgetShadow(): void {
    this.#shadow.clear();
  }

  /** Another model ranks. */
  forgetDrift(): void {
    this.#watch.excessNats = 0;
  }

  get isDriftNoticed(): boolean {
    return this.#watch.isNoticed;
  }

  get shadow(): (NonNullable<RankingCard['shadow']> & { readonly trues: number }) | null {
    const { items } = this.#shadow;
    if (items.length === 0) return null;
    const labels = Uint8Array.from(items, ({ label }) => label);
    const lossBy = (whose: 'champion' | 'challenger'): number =>
      meanLogLoss({ logOdds: Float64Array.from(items, (each) => each[whose]), labels });
    return {
      events: labels.length,
      trues: labels.reduce((sum, label) => sum + label, 0),
      championLogLoss: lossBy('champion'),
      challengerLogLoss: lossBy('challenger'),
    };
  }

  card(propensity: number): Pick<RankingCard, 'recorded' | 'drift' | 'learnedLately' | 'overrides' | 'shownEarly'> {
    const { items } = this.#entries;
    const judged = items.filter(({ logOdds }) => logOdds !== undefined);
    const early = judged.filter(({ isShownEarly }) => isShownEarly);
    return {
      recorded: judged.length === 0 ? null : measured(outcomesOf(judged)),
      drift: { isNoticed: this.isDriftNoticed, excessNats: this.#watch.excessNats, noticedAtNats: NOTICED_AT_NATS },
      learnedLately: items.slice(-MOST_SHOWN).map(({ closing }) => closing),
      overrides: {
        count: judged.filter(({ closing }) => isOverride(closing)).length,
        ofClosings: judged.length,
        latest: this.#overrides,
      },
      shownEarly: {
        propensity,
        closed: early.length,
        trues: early.filter(({ closing }) => closing.disposition === 'true').length,
      },
    };
  }
}

function isOverride({ disposition, said }: LearnedClosing): boolean {
  return disposition === 'true' ? said?.band === 'remote' : said?.band === 'likely';
}

function outcomesOf(entries: readonly Entry[]) {
  return {
    logOdds: Float64Array.from(entries, ({ logOdds = 0 }) => logOdds),
    labels: Uint8Array.from(entries, ({ closing }) => (closing.disposition === 'true' ? 1 : 0)),
  };
}
