import type { LikelihoodBand } from '../likelihood.ts';

/** How well a model told true events from others: on events it had not learned from. */
export interface RankingMeasures {
  readonly events: number;
  readonly trues: number;
  readonly averagePrecision: number;
  /** The middle 90 % of what resampling gives. */
  readonly averagePrecisionInterval: readonly [number, number];
  readonly areaUnderCurve: number;
  readonly brier: number;
  /** Share of the Brier score of always saying the mean that is saved. */
  readonly brierSkill: number;
  readonly brierSkillInterval: readonly [number, number];
  /** Nats an event. */
  readonly logLoss: number;
  /** Mean distance of predicted and true shares over ten bins of equal width, weighted by events. */
  readonly calibrationError: number;
  readonly reliability: readonly { readonly events: number; readonly predicted: number; readonly happened: number }[];
}

export interface RankingVersion {
  readonly id: string;
  readonly role: 'champion' | 'challenger' | 'kept';
  /** All absent of the rules, which nothing was fitted for. */
  readonly fitted?: {
    readonly madeAtMillis: number;
    readonly fromMillis: number;
    readonly untilMillis: number;
    readonly openings: number;
    readonly closings: number;
    readonly trues: number;
    readonly leftOut: readonly string[];
    readonly boostingShare: number;
    readonly treeDepth: number;
    readonly information: readonly { readonly name: string; readonly bits: number }[];
    /** On the last fifth of its closings, by a model of the first four fifths; the rules on the same events beside it. */
    readonly backtest: { readonly fitted: RankingMeasures; readonly rules: RankingMeasures } | null;
  };
}

/** One closing that taught. */
export interface LearnedClosing {
  readonly eventId: string;
  readonly title: string;
  readonly site: string;
  readonly sensor: string;
  readonly atMillis: number;
  readonly by: string;
  readonly disposition: 'true' | 'false';
  /** What had been said when the event opened; absent where nothing was. */
  readonly said?: { readonly probability: number; readonly band: LikelihoodBand; readonly model: string };
}

/** What ranks, how well, and what it has learned. */
export interface RankingCard {
  readonly versions: readonly RankingVersion[];
  /** What was said at the openings of the latest events closed as true or false, by whichever model ranked then. */
  readonly recorded: RankingMeasures | null;
  /** Champion and challenger on the same latest events, which neither had learned from; nats an event. */
  readonly shadow: {
    readonly events: number;
    readonly championLogLoss: number;
    readonly challengerLogLoss: number;
  } | null;
  readonly drift: { readonly isNoticed: boolean; readonly excessNats: number; readonly noticedAtNats: number };
  readonly learnedLately: readonly LearnedClosing[];
  /** Closed as true although it was called remote, or as false although it was called likely. */
  readonly overrides: {
    readonly count: number;
    readonly ofClosings: number;
    readonly latest: readonly LearnedClosing[];
  };
  /** Events of the low bands that chance showed early, of those in `recorded`, and how many were true. */
  readonly shownEarly: { readonly propensity: number; readonly closed: number; readonly trues: number };
  readonly refit: {
    readonly state: 'idle' | 'running';
    readonly lastAtMillis?: number;
    readonly lastOutcome?: 'fitted' | 'too-few-closings' | 'failed';
    readonly lastSeconds?: number;
  };
}

/** What people can ask of ranking, and have it do. */
export interface RankingDesk {
  card(): RankingCard;
  /**
   * Lets another kept version rank, or the rules. Resolves when it ranks.
   *
   * @throws Failure: `client` when there is no such version.
   */
  rollBack(versionId: string, by: string): Promise<void>;
  /** Begins to fit a new model beside the desk, unless one is being fitted. */
  refit(): void;
}
