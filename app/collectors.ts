import type { Config } from '../config/load-config.ts';
import type { CollectorContext, CollectorPlugin } from '../core/ports/collector.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { HttpIntake } from '../core/ports/intake.ts';
import type { Logger } from '../core/ports/logger.ts';
import { MessageTaps } from '../runtime/message-taps.ts';
import { CollectorRunner } from './collector-runner.ts';
import { CountingSink, type SinkTargets } from './collector-sink.ts';
import { CollectorTally } from './collector-tally.ts';
import type { HouseFaults } from './house-faults.ts';
import { NO_INTAKE } from './no-intake.ts';

export interface CollectorsDependencies {
  readonly plugins: readonly CollectorPlugin[];
  readonly config: Config;
  readonly targets: SinkTargets;
  readonly faults: HouseFaults;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** All collectors of this process: made from their configuration, run, counted. */
export class Collectors {
  readonly tallies: readonly CollectorTally[];
  readonly #dependencies: CollectorsDependencies;
  readonly #taps = new MessageTaps();
  readonly #runners: CollectorRunner[] = [];
  #intake: HttpIntake | undefined;

  constructor(dependencies: CollectorsDependencies) {
    this.#dependencies = dependencies;
    this.tallies = dependencies.plugins.map((plugin) => new CollectorTally(plugin.kind));
  }

  start(): void {
    this.#dependencies.plugins.forEach((plugin, index) => {
      const tally = this.tallies[index];
      if (tally !== undefined) this.#startOne(plugin, tally);
    });
  }

  /** What the HTTP server hands bodies to. */
  get intake(): HttpIntake {
    return this.#intake ?? NO_INTAKE;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#runners.map(async (runner) => await runner.stop()));
  }

  #startOne(plugin: CollectorPlugin, tally: CollectorTally): void {
    const { config, clock, logger, faults, targets } = this.#dependencies;
    const settings = config.plugins.collectors.get(plugin.kind);
    if (!plugin.isEnabled(settings)) {
      tally.state = 'off';
      tally.detail = 'not configured';
      return;
    }
    const ownLogger = logger.child({ collector: plugin.kind });
    const runner = new CollectorRunner({ tally, clock, logger: ownLogger, faults });
    const context: CollectorContext = {
      clock,
      logger: ownLogger,
      sink: new CountingSink(targets, tally),
      messageTap: this.#taps,
      tappedMessages: this.#taps,
      dataFolder: config.house.dataDir,
      health: (health) => runner.health(health),
    };
    const collector = plugin.create(settings, context);
    if (isHttpIntake(collector)) this.#intake = collector;
    this.#runners.push(runner);
    runner.start(collector);
  }
}

function isHttpIntake(collector: object): collector is HttpIntake {
  return 'readings' in collector && 'signals' in collector && 'alerts' in collector && 'lineProtocol' in collector;
}
