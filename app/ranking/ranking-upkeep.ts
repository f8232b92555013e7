import type { DeskRanking } from '../../analytics/desk-ranking/desk-ranking.ts';
import type { RankingMetrics } from '../../analytics/desk-ranking/metrics.ts';
import type { ModelVersion } from '../../analytics/desk-ranking/model-version.ts';
import { RULES } from '../../analytics/desk-ranking/standing.ts';
import type { VersionFiles } from '../../analytics/desk-ranking/version-files.ts';
import type { Deed } from '../../analytics/desk-ranking/deed.ts';
import { Failure } from '../../core/failure.ts';
import type { AuditTrail } from '../../core/ports/audit-trail.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Logger } from '../../core/ports/logger.ts';
import type { RankingCard, RankingDesk } from '../../core/ports/ranking-desk.ts';
import type { Signal } from '../../core/signal.ts';
import { driftSignal } from './drift-signal.ts';
import { versionCards } from './version-cards.ts';
import type { RefitAnswer, RefitWork } from './refit-worker.ts';

export interface RankingUpkeepDependencies {
  readonly ranking: DeskRanking;
  readonly versions: VersionFiles;
  readonly audit: Pick<AuditTrail, 'append' | 'latestSettings'>;
  readonly auditFile: string;
  readonly settings: {
    readonly refitHours: number;
    readonly pastDays: number;
    readonly mostOpenings: number;
    readonly keepVersions: number;
  };
  readonly readDeeds: (fromMillis: number, untilMillis: number) => Promise<readonly Deed[]>;
  readonly refit: (work: RefitWork, stopping: AbortSignal) => Promise<Exclude<RefitAnswer, { kind: 'failed' }>>;
  readonly raise: (signal: Signal) => void;
  readonly metrics: RankingMetrics;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Rows of the trail say which models rank, so that every start finds the same. */
const CHAMPION = 'ranking.champion';
const CHALLENGER = 'ranking.challenger';
const HOUR_MILLIS = 3_600_000;
const DAY_MILLIS = 24 * HOUR_MILLIS;
/** Refits that drift or the wait for a first model asks for come no more often. */
const LEAST_BETWEEN_REFITS_MILLIS = HOUR_MILLIS;

type RefitState = RankingCard['refit'];

/** Keeps the models that rank: fits new ones beside the desk, lets them prove themselves in the shadow, and goes back. */
export class RankingUpkeep implements RankingDesk {
  readonly #dependencies: RankingUpkeepDependencies;
  readonly #stopping = new AbortController();
  #refitState: RefitState = { state: 'idle' };
  #lastTriedMillis = -Infinity;
  #isOutdated = false;
  #isDriftTold = false;
  #running: Promise<void> = Promise.resolve();

  constructor(dependencies: RankingUpkeepDependencies) {
    this.#dependencies = dependencies;
  }

  /** Finds the models that ranked and gives them their past. Before the desk opens. */
  async start(): Promise<void> {
    const settings = await this.#dependencies.audit.latestSettings('ranking.');
    const champion = this.#readOrRules(settings.get(CHAMPION));
    const challenger = this.#readOrRules(settings.get(CHALLENGER));
    await this.#rebuild(champion, challenger);
    const latest = this.#dependencies.versions.list().at(-1);
    this.#lastTriedMillis = this.#readOrRules(latest)?.madeAtMillis ?? -Infinity;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** A closing that had taught was taken back: at the next round the models learn everything else again. */
  noteWithdrawn(): void {
    this.#dependencies.metrics.withdrawn();
    this.#isOutdated = true;
  }

  /** One round of what must be looked at again and again. */
  async lookAfter(): Promise<void> {
    const { ranking } = this.#dependencies;
    if (this.#isOutdated) {
      this.#isOutdated = false;
      await this.#rebuild(ranking.versions.champion, ranking.versions.challenger);
    }
    this.#tellDrift();
    await this.#judgeChallenger();
    if (this.#isRefitDue()) this.refit();
  }

  card(): RankingCard {
    const { ranking, versions } = this.#dependencies;
    return { versions: versionCards(ranking.versions, versions), ...ranking.card(), refit: this.#refitState };
  }

  async rollBack(versionId: string, by: string): Promise<void> {
    const { ranking, versions, metrics, logger } = this.#dependencies;
    const version = versionId === RULES ? undefined : versions.read(versionId);
    const before = ranking.versions.champion?.id ?? RULES;
    await this.#rebuild(version, undefined);
    await this.#record(CHALLENGER, undefined, undefined);
    await this.#record(CHAMPION, before, versionId);
    metrics.championChanged('rolled-back');
    logger.info({ version: versionId, by }, 'another ranking model was chosen');
  }

  refit(): void {
    if (this.#refitState.state === 'running') return;
    this.#refitState = { ...this.#refitState, state: 'running' };
    this.#running = this.#runRefit();
  }

  async #runRefit(): Promise<void> {
    const { refit, clock, logger, metrics, settings, auditFile } = this.#dependencies;
    const nowMillis = clock.nowMillis();
    const startedMillis = clock.monotonicMillis();
    this.#lastTriedMillis = nowMillis;
    let outcome: NonNullable<RefitState['lastOutcome']> = 'failed';
    try {
      const { pastDays, mostOpenings } = settings;
      const fromMillis = nowMillis - pastDays * DAY_MILLIS;
      const id = versionId(nowMillis);
      const answer = await refit({ auditFile, id, fromMillis, nowMillis, mostOpenings }, this.#stopping.signal);
      outcome = answer.kind;
      if (answer.kind === 'fitted') await this.#challengeBy(answer.version);
    } catch (cause) {
      if (!this.#stopping.signal.aborted) logger.error({ err: cause }, 'a ranking model could not be fitted');
    }
    const lastSeconds = (clock.monotonicMillis() - startedMillis) / 1000;
    metrics.refitted(outcome, lastSeconds);
    this.#refitState = { state: 'idle', lastAtMillis: nowMillis, lastOutcome: outcome, lastSeconds };
  }

  async #challengeBy(version: ModelVersion): Promise<void> {
    const { ranking, versions, settings } = this.#dependencies;
    const before = ranking.versions.challenger?.id;
    versions.write(version);
    await this.#rebuild(ranking.versions.champion, version);
    await this.#record(CHALLENGER, before, version.id);
    const inUse = [version.id, ranking.versions.champion?.id ?? RULES];
    versions.prune(settings.keepVersions, inUse);
  }

  async #judgeChallenger(): Promise<void> {
    const { ranking, metrics, logger } = this.#dependencies;
    const { champion, challenger } = ranking.versions;
    if (challenger === undefined) return;
    const verdict = ranking.judgeChallenger();
    if (verdict === 'too-early') return;
    await this.#record(CHALLENGER, challenger.id, undefined);
    if (verdict === 'better') {
      await this.#record(CHAMPION, champion?.id ?? RULES, challenger.id);
      ranking.promote();
      metrics.championChanged('promoted');
    } else {
      ranking.dropChallenger();
    }
    logger.info({ version: challenger.id, verdict }, 'a ranking model was judged by what it said in the shadow');
  }

  #isRefitDue(): boolean {
    const { ranking, clock, settings } = this.#dependencies;
    const sinceMillis = clock.nowMillis() - this.#lastTriedMillis;
    const { champion, challenger } = ranking.versions;
    const isWanted = ranking.isDriftNoticed || (champion === undefined && challenger === undefined);
    return sinceMillis >= (isWanted ? LEAST_BETWEEN_REFITS_MILLIS : settings.refitHours * HOUR_MILLIS);
  }

  #tellDrift(): void {
    const { ranking, raise, clock, metrics } = this.#dependencies;
    if (ranking.isDriftNoticed === this.#isDriftTold) return;
    this.#isDriftTold = ranking.isDriftNoticed;
    metrics.drifts(this.#isDriftTold);
    raise(driftSignal(this.#isDriftTold, clock.nowMillis()));
  }

  async #rebuild(champion: ModelVersion | undefined, challenger: ModelVersion | undefined): Promise<void> {
    const { ranking, readDeeds, clock, settings, logger } = this.#dependencies;
    const nowMillis = clock.nowMillis();
    const deeds = await readDeeds(nowMillis - settings.pastDays * DAY_MILLIS, nowMillis + DAY_MILLIS);
    try {
      await ranking.rebuild({ champion, challenger }, deeds);
    } catch (cause) {
      if (!(cause instanceof Failure)) throw cause;
      logger.error({ err: cause }, 'a ranking model cannot be used; rules rank');
      await ranking.rebuild({ champion: undefined }, deeds);
    }
  }

  #readOrRules(id: string | undefined): ModelVersion | undefined {
    if (id === undefined || id === RULES) return undefined;
    try {
      return this.#dependencies.versions.read(id);
    } catch (cause) {
      this.#dependencies.logger.error({ err: cause, version: id }, 'a ranking model cannot be used; rules rank');
      return undefined;
    }
  }

  async #record(path: string, before: string | undefined, after: string | undefined): Promise<void> {
    const { audit, clock } = this.#dependencies;
    const setting = {
      path,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    };
    await audit.append([{ kind: 'setting', atMillis: clock.nowMillis(), setting }]);
  }
}

function versionId(millis: number): string {
  return `model-${new Date(millis)
    .toISOString()
    .slice(0, 19)
    .replaceAll(/[^0-9]/g, '-')}`;
}
