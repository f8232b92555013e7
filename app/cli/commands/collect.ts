import { parseArgs } from 'node:util';
import { createCommandLogger } from '../../../runtime/logger.ts';
import { testCollector } from '../collector-test.ts';
import { EXIT, UsageError, type Command } from '../command.ts';
import { observationLine, type Observation } from '../observation.ts';
import { CONFIG_OPTION, CONFIG_USAGE, loadSettings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

const DEFAULT_SECONDS = 5;
const MAX_SECONDS = 3600;
/** A terminal is no place for more; the rest is counted. */
const MAX_LINES = 1000;

export const command: Command = {
  summary: 'Runs one collector for a moment and shows what it would hand on',
  usage: `--test KIND [--seconds N] [--config FILE] [--json]
  --test KIND      the collector: ble, host, http, mqtt, replay, snmp …
  --seconds N      how long to listen (${DEFAULT_SECONDS}); one that polls does one round, and further ones within N seconds
${CONFIG_USAGE}
  --json           one JSON object a line

Nothing is kept and no message is acknowledged. A collector that needs a port or a session of its own (mqtt)
needs a Telltale that is stopped. Exit code 0: the collector was up at the end. 1: it was down. 2: wrong input.`,
  async run(words, terminal) {
    const options = {
      ...CONFIG_OPTION,
      test: { type: 'string' },
      seconds: { type: 'string' },
      json: { type: 'boolean' },
    } as const;
    const { values } = parseArgs({ args: [...words], options });
    const seconds = parseSeconds(values.seconds);
    const { plugins, config } = await loadSettings(values.config, terminal.environment);
    const plugin = plugins.collectors.find(({ kind }) => kind === values.test);
    if (plugin === undefined) {
      const kinds = plugins.collectors.map(({ kind }) => kind).join(', ');
      throw new UsageError(`Name a collector: --test with one of ${kinds}.`);
    }
    const settings = config.plugins.collectors.get(plugin.kind);
    if (!plugin.isEnabled(settings)) {
      throw new UsageError(`The collector ${plugin.kind} is off: configure collectors.${plugin.kind} first.`);
    }
    const display = new Display(terminal, values.json === true);
    const isUp = await testCollector({
      plugin,
      settings,
      dataFolder: config.house.dataDir,
      logger: createCommandLogger(config.house.logLevel).child({ collector: plugin.kind }),
      seconds,
      observe: (observation) => display.show(observation),
    });
    display.summarise(isUp);
    return isUp ? EXIT.ok : EXIT.failed;
  },
};

function parseSeconds(text = String(DEFAULT_SECONDS)): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= MAX_SECONDS) return seconds;
  throw new UsageError(`--seconds ${text}: must be a number above 0, at most ${MAX_SECONDS}.`);
}

/** Shows what was observed, line by line, and counts it. */
class Display {
  readonly #terminal: Terminal;
  readonly #asJson: boolean;
  readonly #counts = { reading: 0, signal: 0, refused: 0, health: 0 };
  #lines = 0;

  constructor(terminal: Terminal, asJson: boolean) {
    this.#terminal = terminal;
    this.#asJson = asJson;
  }

  show(observation: Observation): void {
    this.#counts[observation.kind] += 1;
    this.#lines += 1;
    if (this.#lines > MAX_LINES) return;
    this.#terminal.print(this.#asJson ? JSON.stringify(observation) : observationLine(observation));
  }

  summarise(isUp: boolean): void {
    const { reading, signal, refused } = this.#counts;
    const unseen = this.#lines > MAX_LINES ? `, ${this.#lines - MAX_LINES} lines not shown` : '';
    const summary = `${reading} readings, ${signal} signals, ${refused} refused${unseen}; the collector is ${isUp ? 'up' : 'down'}`;
    if (this.#asJson) this.#terminal.complain(summary);
    else this.#terminal.print(summary);
  }
}
