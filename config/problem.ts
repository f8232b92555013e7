/** One thing that is wrong with the configuration, in words for the person who has to mend it. */
export interface ConfigProblem {
  /** Where: `collectors.mqtt.url`, a place in the file, or an environment variable's name. */
  readonly path: string;
  /** What stands there, shortened; `[secret]` where it must not be shown. */
  readonly value: string;
  /** What to write instead. */
  readonly remedy: string;
}

/** Where the console would have listened, as far as the settings say it rightly. */
export interface ConsoleAddress {
  readonly host: string;
  readonly port: number;
}

export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];
  readonly consoleAddress: ConsoleAddress;

  constructor(problems: readonly ConfigProblem[], consoleAddress: ConsoleAddress) {
    super(problems.map(problemLine).join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
    this.consoleAddress = consoleAddress;
  }
}

export function problemLine(problem: ConfigProblem): string {
  return `${problem.path}: ${problem.value}: ${problem.remedy}`;
}
