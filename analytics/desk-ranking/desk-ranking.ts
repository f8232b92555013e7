import type { Event } from '../../core/event.ts';
import type { Likelihood } from '../../core/likelihood.ts';
import type { DeskChange } from '../../core/ports/desk.ts';
import type { EventRanking } from '../../core/ports/event-ranking.ts';
import type { Logger } from '../../core/ports/logger.ts';
import type { RankingCard } from '../../core/ports/ranking-desk.ts';
import type { Contribution } from '../../core/priority.ts';
import type { Signal } from '../../core/signal.ts';
import { likelihoodBand } from '../ranking/likelihood-band.ts';
import { sigmoid } from '../ranking/models/model.ts';
import { deedOfChange, openedDeed, whatCounts, type Deed, type Opened } from './deed.ts';
import { earlyShowing } from './early-showing.ts';
import { withJoined } from './joined-sensors.ts';
import type { Judgement } from './live-model.ts';
import type { RankingMetrics } from './metrics.ts';
import { RankingState, type Versions } from './ranking-state.ts';

export interface DeskRankingOptions {
  /** Share of the low bands that is shown early, 0 to 1. */
  readonly earlyShare: number;
  /** Openings that are remembered at most, the latest. */
  readonly mostOpenings: number;
  readonly logger: Logger;
  readonly metrics: RankingMetrics;
  /** A closing was taken back that had taught already. */
  readonly onWithdrawn: () => void;
}

const MOST_REASONS = 5;
const FURTHER_REASONS = 'everything else';
/** While the state is built anew, so much of what happens meanwhile can be caught up with. */
const MOST_RECENT = 20_000;
/** About as long as a batch of the audit trail takes. */
const DEEDS_AT_A_TIME = 250;

/** Ranks the events of the desk as they open, and learns as they are closed. */
export class DeskRanking implements EventRanking {
  readonly #options: DeskRankingOptions;
  #state = new RankingState({ champion: undefined });
  #recent: Deed[] = [];
  readonly #known = new WeakMap<Signal, Likelihood>();

  constructor(options: DeskRankingOptions) {
    this.#options = options;
  }

  get versions(): Versions {
    return this.#state.versions;
  }

  opened(event: Event, signal: Signal): Likelihood | undefined {
    const known = this.#known.get(signal);
    if (known !== undefined) return known;
    const deed = openedDeed(event, signal);
    const likelihood = this.#guarded(() => this.#likelihoodOf(deed));
    this.#keepRecent(deed);
    if (likelihood !== undefined) this.#known.set(signal, likelihood);
    return likelihood;
  }

  joined(likelihood: Likelihood, event: Event, signal: Signal): Likelihood {
    return withJoined(likelihood, event, signal);
  }

  follow(changes: readonly DeskChange[]): void {
    for (const change of changes) {
      const deed = deedOfChange(change);
      if (deed === undefined) continue;
      this.#keepRecent(deed);
      if (deed.kind === 'withdrawn') this.#options.onWithdrawn();
      else this.#guarded(() => this.#state.closed(deed));
      if (deed.kind === 'closed') this.#options.metrics.learned(deed.label);
    }
  }

  /**
   * Builds the state anew: these models, and everything that counts of these deeds and of what has happened since they were
   * read. The models in place rank until it is done.
   *
   * @throws Failure when a version was made for other features; nothing has changed then.
   */
  async rebuild(versions: Versions, deeds: readonly Deed[]): Promise<void> {
    const state = new RankingState(versions);
    const counting = whatCounts(deeds, this.#options.mostOpenings);
    for (const [index, deed] of counting.entries()) {
      take(state, deed);
      if (index % DEEDS_AT_A_TIME === DEEDS_AT_A_TIME - 1) await oneTurn();
    }
    const known = new Set(deeds.slice(-2 * MOST_RECENT).map(keyOf));
    for (const deed of this.#recent) if (!known.has(keyOf(deed)) && deed.kind !== 'withdrawn') take(state, deed);
    state.beginLive();
    this.#state = state;
  }

  /** Whether the challenger did better than the champion on what was closed since it came, or will not. */
  judgeChallenger(): 'better' | 'not-better' | 'too-early' {
    return judgement(this.#state.journal.shadow);
  }

  promote(): void {
    this.#state.promote();
  }

  dropChallenger(): void {
    this.#state.dropChallenger();
  }

  get isDriftNoticed(): boolean {
    return this.#state.journal.isDriftNoticed;
  }

  card(): Pick<RankingCard, 'recorded' | 'shadow' | 'drift' | 'learnedLately' | 'overrides' | 'shownEarly'> {
    const { journal } = this.#state;
    const { shadow } = journal;
    return {
      ...journal.card(this.#options.earlyShare),
      shadow:
        shadow === null
          ? null
          : {
              events: shadow.events,
              championLogLoss: shadow.championLogLoss,
              challengerLogLoss: shadow.challengerLogLoss,
            },
    };
  }

  #likelihoodOf(deed: Opened): Likelihood | undefined {
    const { judgement: said, sentence } = this.#state.opened(deed);
    if (said === undefined) return undefined;
    const likelihood = this.#likelihood(deed.eventId, said, sentence);
    this.#options.metrics.asked(likelihood);
    return likelihood;
  }

  #likelihood(eventId: string, { logOdds, reasons }: Judgement, sentence: string): Likelihood {
    const probability = sigmoid(logOdds);
    const band = likelihoodBand(probability);
    const early = earlyShowing(eventId, band, this.#options.earlyShare);
    return {
      probability,
      band,
      model: this.#state.champion.id,
      reasons: shortened(reasons),
      sentence,
      ...(early === undefined ? {} : { early }),
    };
  }

  /** The desk goes on without a ranking, never the other way round. */
  #guarded<Result>(act: () => Result): Result | undefined {
    try {
      return act();
    } catch (cause) {
      this.#options.metrics.failed();
      this.#options.logger.error({ err: cause }, 'an event could not be ranked');
      return undefined;
    }
  }

  #keepRecent(deed: Deed): void {
    this.#recent.push(deed);
    if (this.#recent.length > 2 * MOST_RECENT) this.#recent = this.#recent.slice(-MOST_RECENT);
  }
}

/** So many closings, and of each kind, before two models are compared. */
const LEAST_COMPARED = 50;
const LEAST_COMPARED_OF_EACH = 5;
/** After so many without being better a challenger will not become so. */
const MOST_COMPARED = 1000;
/** Of the champion's log loss: less would be luck. */
const LEAST_GAIN = 0.01;

function judgement(shadow: RankingState['journal']['shadow']): 'better' | 'not-better' | 'too-early' {
  if (shadow === null) return 'too-early';
  const { events, trues, championLogLoss, challengerLogLoss } = shadow;
  if (events < LEAST_COMPARED || Math.min(trues, events - trues) < LEAST_COMPARED_OF_EACH) return 'too-early';
  if (challengerLogLoss <= (1 - LEAST_GAIN) * championLogLoss) return 'better';
  return events < MOST_COMPARED ? 'too-early' : 'not-better';
}

function take(state: RankingState, deed: Exclude<Deed, { kind: 'withdrawn' }>): void {
  if (deed.kind === 'opened') state.opened(deed);
  else state.closed(deed);
}

function keyOf({ kind, eventId, atMillis }: Deed): string {
  return `${kind} ${atMillis} ${eventId}`;
}

/** The first, which is what is usual here, and the weightiest; the rest added up. Sums of these fractions are exact. */
function shortened(reasons: readonly Contribution[]): readonly Contribution[] {
  const rest = reasons.slice(MOST_REASONS + 1).reduce((sum, { value }) => sum + value, 0);
  const kept = reasons.slice(0, MOST_REASONS + 1);
  return rest === 0 ? kept : [...kept, { name: FURTHER_REASONS, value: rest }];
}

async function oneTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
