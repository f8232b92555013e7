import { join } from 'node:path';
import type { Registry } from 'prom-client';
import type { CorrelationConfig } from '../analytics/correlation/correlation-rules.ts';
import { DeskCorrelation } from '../analytics/correlation/desk-correlation.ts';
import { eventTitle } from '../analytics/correlation/event-title.ts';
import { DeskRanking } from '../analytics/desk-ranking/desk-ranking.ts';
import { RankingMetrics } from '../analytics/desk-ranking/metrics.ts';
import { VersionFiles } from '../analytics/desk-ranking/version-files.ts';
import type { HouseConfig } from '../config/schema.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { DeskChange } from '../core/ports/desk.ts';
import type { Logger } from '../core/ports/logger.ts';
import type { HandOvers } from '../core/ports/hand-overs.ts';
import type { RankingDesk } from '../core/ports/ranking-desk.ts';
import type { Roster } from '../core/ports/roster.ts';
import type { ServiceStanding } from '../core/ports/service-standing.ts';
import type { SiteTests } from '../core/ports/site-tests.ts';
import type { Storm } from '../core/ports/storms.ts';
import { AreaModes } from '../events/area-modes.ts';
import { AreaUpkeep } from '../events/area-upkeep.ts';
import { DeskClocks } from '../events/clocks/desk-clocks.ts';
import { designSuppressionOf } from '../events/design-suppression.ts';
import { SignalDesk } from '../events/desk.ts';
import { DutyRoster } from '../events/duty-roster.ts';
import { ShiftHandOvers } from '../events/hand-overs.ts';
import { handlingRuleOf } from '../events/handling-rules.ts';
import { DeskMetrics } from '../events/metrics.ts';
import { ServiceQuality } from '../events/service-quality.ts';
import { localTimeAt, nextLocalMinute } from '../runtime/local-time.ts';
import { createIdSource } from '../runtime/event-id.ts';
import { Periodic } from './periodic.ts';
import { readDeeds } from './ranking/read-deeds.ts';
import { RankingUpkeep } from './ranking/ranking-upkeep.ts';
import { refitInThread } from './ranking/refit-in-thread.ts';
import { auditFile, type Stores } from './stores.ts';

export interface ControlRoomDependencies {
  readonly config: HouseConfig;
  readonly correlation: CorrelationConfig;
  readonly stores: Stores;
  readonly metrics: Registry;
  readonly clock: Clock;
  readonly logger: Logger;
}

const LOCAL_TIME = { at: localTimeAt, next: nextLocalMinute };
const STORM_CHECK_MILLIS = 10_000;
const RANKING_ROUND_MILLIS = 10_000;

/** The desk with everything that acts on its events by itself. */
export class ControlRoom {
  readonly desk: SignalDesk;
  readonly #correlation: DeskCorrelation;
  readonly #ranking: DeskRanking;
  readonly #rankingUpkeep: RankingUpkeep;
  readonly #rankingRounds: Periodic;
  readonly #areaModes: AreaModes;
  readonly #areaUpkeep: AreaUpkeep;
  readonly #roster: DutyRoster;
  readonly #handOvers: ShiftHandOvers;
  readonly #clocks: DeskClocks;
  readonly #quality: ServiceQuality;
  readonly #storms: Periodic;

  constructor({ config, correlation, stores: { audit, memory }, metrics, clock, logger }: ControlRoomDependencies) {
    const newId = createIdSource(clock);
    this.#correlation = new DeskCorrelation(correlation, newId());
    const rankingMetrics = new RankingMetrics(metrics);
    this.#ranking = new DeskRanking({
      ...config.ranking,
      logger,
      metrics: rankingMetrics,
      onWithdrawn: () => this.#rankingUpkeep.noteWithdrawn(),
    });
    this.#areaModes = new AreaModes({ audit, clock, storm: config.storm });
    this.desk = new SignalDesk({
      audit,
      memory,
      clock,
      logger,
      metrics: (openEvents) => new DeskMetrics(metrics, openEvents),
      onLoaded: (events) => this.#correlation.resume(events),
      correlate: (signal) => this.#correlation.take(signal),
      eventTitle,
      ranking: this.#ranking,
      suppressionOf: (event) =>
        this.#areaModes.suppressionOf(event) ??
        designSuppressionOf(event, config.suppression, clock.nowMillis(), LOCAL_TIME),
      handledByRule: (signal) => handlingRuleOf(signal, config.handling),
      newId,
    });
    this.#areaUpkeep = new AreaUpkeep(this.desk, this.#areaModes);
    this.#roster = new DutyRoster({ audit, desk: this.desk, clock });
    this.#handOvers = new ShiftHandOvers({ audit, desk: this.desk, roster: this.#roster, clock, newId });
    this.#clocks = new DeskClocks({ desk: this.desk, limits: config.escalation, clock, logger });
    this.#quality = new ServiceQuality({
      ...config.service,
      hourOf: (millis) => Math.floor(localTimeAt(millis).minute / 60),
      raise: (signal) => void this.desk.signals([signal]).catch((cause: unknown) => this.#notRaised(logger, cause)),
    });
    const trailFile = auditFile(config.dataDir);
    this.#rankingUpkeep = new RankingUpkeep({
      ranking: this.#ranking,
      versions: new VersionFiles(join(config.dataDir, 'ranking')),
      audit,
      auditFile: trailFile,
      settings: config.ranking,
      readDeeds: async (fromMillis, untilMillis) => await readDeeds(trailFile, fromMillis, untilMillis),
      refit: refitInThread,
      raise: (signal) => void this.desk.signals([signal]).catch((cause: unknown) => this.#notRaised(logger, cause)),
      metrics: rankingMetrics,
      clock,
      logger,
    });
    this.#rankingRounds = new Periodic(RANKING_ROUND_MILLIS, logger, async () => {
      await this.#rankingUpkeep.lookAfter();
    });
    this.#storms = new Periodic(STORM_CHECK_MILLIS, logger, async () => {
      await this.#areaUpkeep.endStorms();
    });
  }

  get siteTests(): SiteTests {
    return this.#areaUpkeep;
  }

  get rankingDesk(): RankingDesk {
    return this.#rankingUpkeep;
  }

  get roster(): Roster {
    return this.#roster;
  }

  get handOvers(): HandOvers {
    return this.#handOvers;
  }

  storms(): readonly Storm[] {
    return this.#areaModes.storms();
  }

  standings(): readonly ServiceStanding[] {
    return this.#quality.standings();
  }

  /** Reads what was open before. */
  async start(): Promise<void> {
    await this.#areaModes.start();
    await this.#roster.start();
    await this.#handOvers.start();
    await this.#rankingUpkeep.start();
    await this.desk.start();
    this.desk.onChange((changes) => this.#followEvents(changes));
  }

  /** From here on limits count; after whoever carries messages listens. */
  startClocks(): void {
    this.#clocks.start();
    this.#storms.start();
    this.#rankingRounds.start();
    this.desk.onChange((changes) => this.#quality.follow(changes));
  }

  async stop(): Promise<void> {
    await this.#rankingUpkeep.stop();
    await this.#rankingRounds.stop();
    await this.#storms.stop();
    await this.#clocks.stop();
  }

  #followEvents(changes: readonly DeskChange[]): void {
    this.#ranking.follow(changes);
    for (const { event, previous } of changes) {
      if (previous === undefined) this.#correlation.opened(event);
      if (event.state === 'closed') this.#correlation.closed(event);
    }
  }

  #notRaised(logger: Logger, cause: unknown): void {
    logger.error({ err: cause }, 'a signal about the quality of service could not be recorded');
  }
}
