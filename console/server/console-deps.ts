import type { Registry } from 'prom-client';
import type { AlarmReports } from '../../core/ports/alarm-reports.ts';
import type { AuditTrail } from '../../core/ports/audit-trail.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Desk } from '../../core/ports/desk.ts';
import type { EventArchive } from '../../core/ports/event-archive.ts';
import type { ExpectedBand } from '../../core/ports/expected-band.ts';
import type { HandOvers } from '../../core/ports/hand-overs.ts';
import type { HealthReport, Readiness } from '../../core/ports/health.ts';
import type { History } from '../../core/ports/history.ts';
import type { HttpIntake } from '../../core/ports/intake.ts';
import type { Identity, OutsideSignIn, People } from '../../core/ports/identity.ts';
import type { Logger } from '../../core/ports/logger.ts';
import type { Replay } from '../../core/ports/replay.ts';
import type { RankingDesk } from '../../core/ports/ranking-desk.ts';
import type { Roster } from '../../core/ports/roster.ts';
import type { CameraSettings, SiteFacts } from '../../core/ports/site-facts.ts';
import type { SettingsKeeper } from '../../core/ports/settings-keeper.ts';
import type { SiteDirectory } from '../../core/ports/site-directory.ts';
import type { SiteTests } from '../../core/ports/site-tests.ts';
import type { ThresholdPreview } from '../../core/ports/threshold-preview.ts';
import type { SystemStatus } from '../../core/ports/status.ts';
import type { WorkingMemory } from '../../core/ports/working-memory.ts';
import type { Secret } from '../../core/secret.ts';
import type { SeriesRegistry } from '../../core/series-registry.ts';
import type { SeriesId } from '../../core/series.ts';
import type { TestChannel } from './channel-routes.ts';
import type { Prioritise } from './event-view.ts';
import type { RoomWatch } from './supervisor/board-routes.ts';
import type { Exposition } from './metrics-routes.ts';

/** Everything the console needs; it makes nothing itself and reads no settings. */
export interface ConsoleDeps {
  readonly desk: Pick<Desk, 'act' | 'openEvents' | 'event' | 'onChange'>;
  readonly siteTests: SiteTests;
  readonly archive: EventArchive;
  /** What is known of sites, by name. */
  readonly sites: ReadonlyMap<string, SiteFacts>;
  readonly cameras: CameraSettings;
  readonly alarmReports: AlarmReports;
  readonly roster: Roster;
  readonly handOvers: HandOvers;
  readonly roomWatch: RoomWatch;
  readonly replay: Replay;
  readonly rankingDesk: RankingDesk;
  readonly prioritise: Prioritise;
  readonly registry: Pick<SeriesRegistry, 'all' | 'find'>;
  readonly history: Pick<History, 'read'>;
  readonly expectedBand: ExpectedBand;
  /** Whether too little past is known of a series to judge it. */
  readonly isLearning: (seriesId: SeriesId) => boolean;
  readonly thresholdPreview: ThresholdPreview;
  readonly audit: Pick<AuditTrail, 'rowsOfEvent' | 'signalsOfEvent'>;
  /** The latest reading of each of these series keys, in their order. */
  readonly latest: WorkingMemory['latest'];
  readonly status: () => SystemStatus;
  readonly health: () => Promise<HealthReport>;
  readonly readiness: () => Readiness;
  readonly intake: HttpIntake;
  readonly exposition: Exposition;
  /** Where the console's own metrics are registered. */
  readonly metricsRegistry: Registry;
  readonly identity: Identity;
  readonly people: People;
  readonly siteDirectory: SiteDirectory;
  readonly settings: SettingsKeeper;
  readonly testChannel: TestChannel;
  /** Absent where nobody signs in elsewhere. */
  readonly outsideSignIn?: OutsideSignIn | undefined;
  /** How people reach the console, if it is known. */
  readonly publicUrl?: string | undefined;
  /** Addresses and networks whose forwarding headers are believed. */
  readonly trustedProxies: readonly string[];
  /** Lets a scraper on another machine read /metrics and /probe. */
  readonly metricsToken?: Secret | undefined;
  /** The folder of the built page. */
  readonly webFolder: string;
  readonly clock: Clock;
  readonly logger: Logger;
}
