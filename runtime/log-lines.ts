import { Counter, type Registry } from 'prom-client';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** How many lines were logged, by level: what the log would say if somebody read it, for those who look at figures. */
export class LogLines {
  readonly #counts = new Map<string, number>(LEVELS.map((level) => [level, 0]));

  /** For `createLogger`. */
  readonly count = (level: string): void => {
    const before = this.#counts.get(level);
    if (before !== undefined) this.#counts.set(level, before + 1);
  };

  /** Shows them at `registry`, those from before too. */
  register(registry: Registry): void {
    const counts = this.#counts;
    new Counter({
      name: 'telltale_log_lines_total',
      help: 'Lines written to the log.',
      labelNames: ['level'],
      registers: [registry],
      collect() {
        this.reset();
        for (const [level, lines] of counts) this.inc({ level }, lines);
      },
    });
  }
}
